package dev.actp.compiler.diff;

import dev.actp.compiler.diff.Part.Standing;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Breaker;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.ValueText;
import dev.actp.runtime.value.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Takes a policy apart. */
final class Parts {
  private final List<Part> parts = new ArrayList<>();

  private Parts() {}

  /** The parts of a policy; none where there is no policy. */
  static List<Part> of(@Nullable Policy policy) {
    Parts parts = new Parts();
    if (policy != null) {
      policy.capabilities().forEach(parts::capability);
      parts.rules(policy);
      parts.settings(policy);
      policy.actions().values().forEach(parts::action);
      parts.values("session", policy.session());
      parts.values("agent", policy.agent());
    }
    return parts.parts;
  }

  private void capability(Capability capability) {
    String meaning =
        capability.actions().stream().sorted().toList()
            + " "
            + capability.resources().stream()
                .map(each -> Canonical.text(List.of(each)))
                .sorted()
                .toList();
    add(capability.name(), "capability", meaning, capability.source(), Standing.PERMITS, List.of());
    for (Clause clause : capability.clauses()) {
      clause(capability.name(), clause);
    }
  }

  private void clause(String owner, Clause clause) {
    add(
        owner,
        "clause " + clause.category(),
        Canonical.text(clause),
        clause.source(),
        Standing.RESTRICTS,
        counters(clause));
  }

  private static List<Counter> counters(Clause clause) {
    return clause.charges().stream().map(Charge::counter).toList();
  }

  private void rules(Policy policy) {
    policy
        .forbids()
        .forEach(
            forbid ->
                add(
                    "",
                    "forbid",
                    Canonical.text(forbid.actions())
                        + Canonical.text(forbid.resources())
                        + (forbid.when() == null ? "" : Canonical.text(forbid.when()))
                        + (forbid.message() == null ? "" : forbid.message()),
                    forbid.source(),
                    Standing.RESTRICTS,
                    List.of()));
    policy
        .approvals()
        .forEach(
            approval ->
                add(
                    "",
                    "approval",
                    Canonical.text(approval),
                    approval.source(),
                    Standing.RESTRICTS,
                    List.of()));
    policy
        .quotas()
        .forEach(
            quota ->
                add(
                    "",
                    "quota",
                    Canonical.text(quota.actions())
                        + Canonical.text(quota.resources())
                        + Canonical.text(quota.clause()),
                    quota.clause().source(),
                    Standing.RESTRICTS,
                    counters(quota.clause())));
    policy
        .decoys()
        .forEach(
            decoy ->
                add(
                    "",
                    "decoy",
                    Canonical.text(decoy.resources()),
                    decoy.source(),
                    Standing.RESTRICTS,
                    List.of()));
  }

  private void settings(Policy policy) {
    Breaker breaker = policy.breaker();
    if (breaker != null) {
      String text =
          "breaker "
              + breaker.denials()
              + " denials in "
              + ValueText.of(breaker.within())
              + " suspends "
              + ValueText.of(breaker.suspends());
      add("", "breaker", text, text(text), Standing.RESTRICTS, List.of());
    }
    int depth = policy.delegation().depth();
    String narrower = policy.delegation().attenuated() ? " attenuated" : "";
    setting(
        "delegation depth " + depth + narrower,
        Standing.PERMITS,
        2L * depth - narrower.length() / 11);
    Duration lifetime = policy.tokenLifetime();
    if (lifetime != null) {
      setting(
          "token lifetime at most " + ValueText.of(lifetime),
          Standing.RESTRICTS,
          lifetime.toSeconds());
    }
    if (policy.audit() != null) {
      Duration retain = policy.audit().retain();
      String kept = retain == null ? "" : " retain " + ValueText.of(retain);
      String redact = policy.audit().redact().isEmpty() ? "" : " redact " + policy.audit().redact();
      setting("audit" + kept + redact, Standing.NEITHER, 0);
    }
    if (policy.monitor() != null) {
      String text = "mode monitor until " + policy.monitor().until();
      add("", "mode", text, text(text), Standing.PERMITS, List.of());
    }
    setting(
        "explain agents " + policy.explain().name().toLowerCase(java.util.Locale.ROOT),
        Standing.NEITHER,
        0);
  }

  private void setting(String text, Standing standing, long size) {
    String topic = text.substring(0, text.indexOf(' ') < 0 ? text.length() : text.indexOf(' '));
    parts.add(new Part("", topic, text, text(text), standing, size, List.of()));
  }

  private void action(ActionDeclaration action) {
    StringBuilder text = new StringBuilder("action " + action.name() + "(");
    String separator = "";
    for (Map.Entry<String, Type.Member> parameter : action.parameters().entrySet()) {
      text.append(separator)
          .append(parameter.getKey())
          .append(": ")
          .append(TypeText.of(parameter.getValue()));
      separator = ", ";
    }
    text.append(action.open() ? separator + "...)" : ")");
    add(
        "",
        "action " + action.name(),
        text.toString(),
        text(text.toString()),
        Standing.NEITHER,
        List.of());
  }

  private void values(String root, SortedMap<String, Type.Member> values) {
    values.forEach(
        (name, member) -> {
          String text = root + " " + name + ": " + TypeText.of(member);
          add("", root + " " + name, text, text(text), Standing.RESTRICTS, List.of());
        });
  }

  /** What has no place of its own in a policy's meaning. */
  private static Source text(String text) {
    return new Source(text, "", 0, 0);
  }

  private void add(
      String owner,
      String topic,
      String meaning,
      Source source,
      Standing standing,
      List<Counter> counters) {
    parts.add(new Part(owner, topic, meaning, source, standing, 0, counters));
  }

  /** All conditions of a policy, those of its rules included. */
  static List<Expr> conditions(Policy policy) {
    List<Expr> all = new ArrayList<>();
    for (Capability capability : policy.capabilities()) {
      capability.clauses().forEach(clause -> addConditions(clause, all));
    }
    policy.quotas().forEach(quota -> addConditions(quota.clause(), all));
    policy.forbids().forEach(forbid -> addIfAny(forbid.when(), all));
    policy.approvals().forEach(approval -> addIfAny(approval.ask().when(), all));
    return all;
  }

  private static void addConditions(Clause clause, List<Expr> all) {
    all.add(clause.condition());
    Ask ask = clause.ask();
    addIfAny(ask == null ? null : ask.when(), all);
  }

  private static void addIfAny(@Nullable Expr condition, List<Expr> all) {
    if (condition != null) {
      all.add(condition);
    }
  }
}
