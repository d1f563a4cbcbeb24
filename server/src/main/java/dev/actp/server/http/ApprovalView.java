package dev.actp.server.http;

import dev.actp.dsl.syntax.Characters;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees who is to say yes or no: who asks for what, under which words of which policy.
 * Texts that agents chose are marked as such, and show what they would hide.
 */
final class ApprovalView {
  /** What time does not change any more. */
  private static final Set<Approval.State> DONE =
      Set.of(Approval.State.USED, Approval.State.CANCELLED);

  private final Directory directory;
  private final Function<String, CompiledPolicies> inForce;

  /**
   * @param inForce the policies of a tenant
   */
  ApprovalView(Directory directory, Function<String, CompiledPolicies> inForce) {
    this.directory = directory;
    this.inForce = inForce;
  }

  void write(Out out, String tenant, Approval approval, Instant now) {
    boolean over = !now.isBefore(approval.expires()) && !DONE.contains(approval.state());
    out.text("id", approval.id())
        .text("state", over ? "expired" : Words.of(approval.state()))
        .text("group", approval.group())
        .number("quorum", approval.quorum());
    CompiledPolicy compiled = inForce.apply(tenant).byId().get(approval.key().policy());
    Policy policy = compiled == null ? null : compiled.policy();
    clause(out, approval, policy);
    out.text("request_digest", approval.key().requestDigest())
        .each("agents", approval.agents(), (one, id) -> agent(one, tenant, id))
        .object("request", request -> request(request, approval, policy))
        .value("session", session(tenant, approval))
        .each("votes", approval.votes(), ApprovalView::vote)
        .time("asked_at", approval.asked())
        .time("expires_at", approval.expires());
  }

  /**
   * The clause as its author wrote it; a clause that is not in force any more has no words left.
   */
  private static void clause(Out out, Approval approval, @Nullable Policy policy) {
    out.text("policy", approval.key().policy());
    if (policy != null) {
      out.text("policy_name", policy.name()).text("policy_version", policy.version());
    }
    out.text("capability", approval.key().capability());
    Optional<Source> source = policy == null ? Optional.empty() : source(policy, approval);
    out.flag("clause_in_force", source.isPresent());
    source.ifPresent(
        written ->
            out.text("clause", written.text())
                .text("file", written.file())
                .number("line", written.line()));
  }

  private static Optional<Source> source(Policy policy, Approval approval) {
    String wanted = approval.key().clause();
    if (approval.key().capability().isEmpty()) {
      return policy.approvals().stream()
          .filter(required -> Canonical.text(required).equals(wanted))
          .map(required -> required.source())
          .findFirst();
    }
    Stream<Clause> clauses =
        policy.capabilities().stream()
            .filter(capability -> capability.name().equals(approval.key().capability()))
            .map(Capability::clauses)
            .flatMap(List::stream);
    return clauses
        .filter(clause -> Canonical.text(clause).equals(wanted))
        .map(Clause::source)
        .findFirst();
  }

  private void agent(Out out, String tenant, String id) {
    Optional<Agent> agent = directory.agent(tenant, id);
    out.text("id", id).text("name", agent.map(Agent::name).map(Characters::visible).orElse(null));
    out.text("owner", agent.map(Agent::owner).orElse(null));
  }

  private static void request(Out out, Approval approval, @Nullable Policy policy) {
    out.flag("unverified", true)
        .text("action", Characters.visible(approval.action()))
        .text("resource", Characters.visible(approval.resource()))
        .value("attributes", Visible.of(approval.attributes()));
    ActionDeclaration declared = policy == null ? null : policy.actions().get(approval.action());
    if (declared != null) {
      out.object("types", types -> types(types, declared));
    }
  }

  private static void types(Out out, ActionDeclaration declared) {
    declared.parameters().forEach((name, member) -> out.text(name, words(member.type())));
  }

  /** A type as policies write it. */
  private static String words(Type type) {
    return switch (type) {
      case Type.Basic basic -> basic.name().toLowerCase(Locale.ROOT);
      case Type.ListOf list -> "list<" + words(list.element()) + ">";
      case Type.SetOf set -> "set<" + words(set.element()) + ">";
      case Type.RecordOf record -> "record";
    };
  }

  /** What the token that asks was signed with, which the agent did not choose. */
  private Value session(String tenant, Approval approval) {
    return directory
        .queries()
        .token(tenant, approval.tokens().getLast())
        .map(token -> Visible.of(token.claims().values()))
        .orElse(Value.Struct.EMPTY);
  }

  private static void vote(Out out, Approval.Vote vote) {
    out.text("person", vote.person())
        .text("answer", vote.yes() ? "approve" : "reject")
        .text("comment", Characters.visible(vote.comment()))
        .time("at", vote.at());
  }
}
