package dev.actp.runtime.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.actp.runtime.decision.ApprovalKey;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Grant;
import dev.actp.runtime.decision.VerifiedToken.Link;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.IssuedToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/** Tokens and approvals as documents. */
final class ClaimDocuments {
  private ClaimDocuments() {}

  static String of(IssuedToken token) {
    ObjectNode object = Json.object().put("issued", token.issued().toString());
    object.put("issuer", token.issuer()).put("reference", token.referenceHash());
    object.put("tenant", token.claims().tenant()).put("session", token.claims().session());
    object.set("metadata", Json.value(token.metadata()));
    object.set("values", Json.value(token.claims().values()));
    object.set(
        "links", Json.array(token.claims().links().stream().map(ClaimDocuments::of).toList()));
    VerifiedToken.Holder holder = token.claims().holder();
    if (holder != null) {
      object.put("holder", holder.key());
    }
    return object.toString();
  }

  private static ObjectNode of(Link link) {
    ObjectNode object = Json.object().put("jti", link.jti()).put("agent", link.agent());
    object.put("not_before", link.notBefore().toString());
    object.put("expires", link.expires().toString());
    object.set("grants", Json.array(link.grants().stream().map(ClaimDocuments::of).toList()));
    object.set("narrow", Json.array(link.narrowings().stream().map(ClaimDocuments::of).toList()));
    return object;
  }

  private static ObjectNode of(Narrowing narrowing) {
    ObjectNode object = Json.object().put("policy", narrowing.policy());
    object.put("capability", narrowing.capability()).put("clauses", narrowing.clauses());
    object.set("on", Json.texts(narrowing.on()));
    return object;
  }

  private static ObjectNode of(Grant grant) {
    ObjectNode object = Json.object().put("policy", grant.policy()).put("pinned", grant.pinned());
    object.set("capabilities", Json.texts(new TreeSet<>(grant.capabilities())));
    return object;
  }

  static IssuedToken token(String document) {
    JsonNode object = Json.read(document);
    List<Link> links = new ArrayList<>();
    object.path("links").forEach(link -> links.add(link(link)));
    String holder = Json.textOrNull(object, "holder");
    VerifiedToken claims =
        new VerifiedToken(
            Json.text(object, "tenant"),
            Json.text(object, "session"),
            Json.struct(object.path("values")),
            links,
            holder == null ? null : new VerifiedToken.Holder(holder, 0));
    return new IssuedToken(
        claims,
        Json.instant(object, "issued"),
        Json.text(object, "issuer"),
        Json.struct(object.path("metadata")),
        Json.textOrNull(object, "reference"));
  }

  private static Link link(JsonNode object) {
    List<Grant> grants = new ArrayList<>();
    for (JsonNode grant : object.path("grants")) {
      grants.add(
          new Grant(
              Json.text(grant, "policy"),
              Json.textOrNull(grant, "pinned"),
              new HashSet<>(Json.texts(grant.path("capabilities")))));
    }
    List<Narrowing> narrowings = new ArrayList<>();
    for (JsonNode narrowing : object.path("narrow")) {
      narrowings.add(
          new Narrowing(
              Json.text(narrowing, "policy"),
              Json.text(narrowing, "capability"),
              Json.texts(narrowing.path("on")),
              Json.text(narrowing, "clauses")));
    }
    return new Link(
        Json.text(object, "jti"),
        Json.text(object, "agent"),
        Json.instant(object, "not_before"),
        Json.instant(object, "expires"),
        grants,
        narrowings);
  }

  static String of(Approval approval) {
    ApprovalKey key = approval.key();
    ObjectNode object = Json.object().put("id", approval.id());
    object.put("request", key.requestDigest()).put("policy", key.policy());
    object.put("capability", key.capability()).put("clause", key.clause());
    object.set("agents", Json.texts(approval.agents()));
    object.set("tokens", Json.texts(approval.tokens()));
    object.put("action", approval.action()).put("resource", approval.resource());
    object.set("attributes", Json.value(approval.attributes()));
    object.put("quorum", approval.quorum()).put("group", approval.group());
    object.put("asked", approval.asked().toString()).put("lasts", approval.lasts().toString());
    object.put("expires", approval.expires().toString()).put("state", approval.state().name());
    object.set("votes", Json.array(approval.votes().stream().map(ClaimDocuments::of).toList()));
    return object.toString();
  }

  private static ObjectNode of(Approval.Vote vote) {
    ObjectNode object = Json.object().put("person", vote.person()).put("yes", vote.yes());
    return object.put("comment", vote.comment()).put("at", vote.at().toString());
  }

  static Approval approval(String document) {
    JsonNode object = Json.read(document);
    List<Approval.Vote> votes = new ArrayList<>();
    for (JsonNode vote : object.path("votes")) {
      votes.add(
          new Approval.Vote(
              Json.text(vote, "person"),
              vote.path("yes").asBoolean(),
              Json.text(vote, "comment"),
              Json.instant(vote, "at")));
    }
    ApprovalKey key =
        new ApprovalKey(
            Json.text(object, "request"),
            Json.text(object, "policy"),
            Json.text(object, "capability"),
            Json.text(object, "clause"));
    return new Approval(
        Json.text(object, "id"),
        key,
        Json.texts(object.path("agents")),
        Json.texts(object.path("tokens")),
        Json.text(object, "action"),
        Json.text(object, "resource"),
        Json.struct(object.path("attributes")),
        object.path("quorum").asInt(),
        Json.text(object, "group"),
        Json.instant(object, "asked"),
        Duration.parse(Json.text(object, "lasts")),
        Json.instant(object, "expires"),
        Approval.State.valueOf(Json.text(object, "state")),
        votes);
  }
}
