package dev.actp.runtime.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Addresses;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Origin;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.value.IpNetwork;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Agents, keys and policy versions as documents. */
final class Documents {
  private Documents() {}

  static String of(Agent agent) {
    ObjectNode object = Json.object().put("id", agent.id()).put("name", agent.name());
    object.put("description", agent.description()).put("owner", agent.owner());
    object.put("disabled", agent.disabled()).put("created", agent.created().toString());
    object.set("values", Json.value(agent.values()));
    object.set("policies", Json.texts(agent.policies()));
    return object.toString();
  }

  static Agent agent(String document) {
    JsonNode object = Json.read(document);
    return new Agent(
        Json.text(object, "id"),
        Json.text(object, "name"),
        Json.text(object, "description"),
        Json.struct(object.path("values")),
        Json.texts(object.path("policies")),
        Json.textOrNull(object, "owner"),
        object.path("disabled").asBoolean(),
        Json.instant(object, "created"));
  }

  static String of(ApiKey key) {
    ObjectNode object = Json.object().put("id", key.id()).put("tenant", key.tenant());
    object.put("label", key.label()).put("hash", key.hash()).put("person", key.person());
    object.set("roles", Json.texts(key.roles().stream().map(Enum::name).sorted().toList()));
    object.set("agents", Json.texts(key.agents()));
    object.set("policies", Json.texts(key.policies()));
    Duration longest = key.longestToken();
    object.put("longest_token", longest == null ? null : longest.toString());
    object.put("enforces_obligations", key.enforcesObligations());
    object.put("observes", key.observes()).put("created", key.created().toString());
    Instant expires = key.expires();
    object.put("expires", expires == null ? null : expires.toString());
    object.set("allow", Json.texts(networks(key.addresses().allow())));
    object.set("deny", Json.texts(networks(key.addresses().deny())));
    return object.put("revoked", key.revoked()).toString();
  }

  static ApiKey key(String document) {
    JsonNode object = Json.read(document);
    Set<ApiKey.Role> roles =
        Json.texts(object.path("roles")).stream()
            .map(ApiKey.Role::valueOf)
            .collect(Collectors.toSet());
    String longest = Json.textOrNull(object, "longest_token");
    String expires = Json.textOrNull(object, "expires");
    return new ApiKey(
        Json.text(object, "id"),
        Json.text(object, "tenant"),
        Json.text(object, "label"),
        Json.text(object, "hash"),
        roles,
        Json.textOrNull(object, "person"),
        new HashSet<>(Json.texts(object.path("agents"))),
        new HashSet<>(Json.texts(object.path("policies"))),
        longest == null ? null : Duration.parse(longest),
        object.path("enforces_obligations").asBoolean(),
        object.path("observes").asBoolean(),
        Json.instant(object, "created"),
        expires == null ? null : Instant.parse(expires),
        object.path("revoked").asBoolean(),
        new Addresses(networks(object.path("allow")), networks(object.path("deny"))));
  }

  private static List<String> networks(List<IpNetwork> networks) {
    return networks.stream().map(IpNetwork::toString).toList();
  }

  private static List<IpNetwork> networks(JsonNode texts) {
    return Json.texts(texts).stream().map(one -> IpNetwork.parse(one).orElseThrow()).toList();
  }

  static String of(PolicyVersion version) {
    ObjectNode object = Json.object().put("id", version.id()).put("number", version.number());
    object.put("kind", version.kind().name()).put("name", version.name());
    object.put("version", version.version()).put("digest", version.digest());
    object.put("main", version.main()).put("of_folder", version.ofFolder());
    object.put("activated", version.activated().toString()).put("record", version.record());
    ObjectNode files = object.putObject("files");
    version.files().forEach(files::put);
    put(object, version.origin());
    return object.toString();
  }

  private static void put(ObjectNode object, Origin origin) {
    if (!origin.equals(Origin.UNKNOWN)) {
      ObjectNode written = object.putObject("origin");
      written.put("by_kind", origin.byKind()).put("by_id", origin.byId());
      written.put("revision", origin.revision()).put("restored", origin.restored());
      if (origin.changes() != null) {
        written.set("changes", Json.value(origin.changes()));
      }
    }
  }

  private static Origin origin(JsonNode written) {
    return new Origin(
        Json.text(written, "by_kind"),
        Json.text(written, "by_id"),
        Json.text(written, "revision"),
        written.path("restored").asInt(),
        written.has("changes") ? Json.struct(written.path("changes")) : null);
  }

  static PolicyVersion version(String document) {
    JsonNode object = Json.read(document);
    TreeMap<String, String> files = new TreeMap<>();
    object
        .path("files")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
    return new PolicyVersion(
        Json.text(object, "id"),
        object.path("number").asInt(),
        Policy.Kind.valueOf(Json.text(object, "kind")),
        Json.text(object, "name"),
        Json.text(object, "version"),
        Json.text(object, "digest"),
        Json.text(object, "main"),
        object.path("of_folder").asBoolean(),
        files,
        Json.instant(object, "activated"),
        object.path("record").asLong(PolicyVersion.UNKNOWN),
        origin(object.path("origin")));
  }
}
