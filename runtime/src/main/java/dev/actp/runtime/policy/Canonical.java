package dev.actp.runtime.policy;

import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The canonical text of policies and their parts: one text for one meaning, another text for
 * another. Documentation and places take no part; the author's messages do, since agents are shown
 * them. Equal texts are one node in a rule base and one clause in an approval, so that this must be
 * injective; {@link CanonicalText} says why it is.
 */
public final class Canonical {
  private final CanonicalText out;
  private final CanonicalExpr expressions;

  private Canonical(CanonicalText out) {
    this.out = out;
    this.expressions = new CanonicalExpr(out);
  }

  /** The text of an expression. */
  public static String text(Expr expr) {
    return CanonicalText.of(out -> new CanonicalExpr(out).expr(expr));
  }

  /** The text of a value; values of different types have different texts. */
  public static String text(Value value) {
    return CanonicalText.of(out -> new CanonicalExpr(out).value(value));
  }

  /** The text of a list of globs. */
  public static String text(Iterable<Pattern> patterns) {
    return CanonicalText.of(out -> out.each("patterns", patterns, new CanonicalExpr(out)::pattern));
  }

  /** The text of a choice of actions. */
  public static String text(ActionMatch actions) {
    return CanonicalText.of(out -> new Canonical(out).actions(actions));
  }

  /** The text of a counter, which is its identity. */
  public static String text(Counter counter) {
    return CanonicalText.of(out -> new CanonicalExpr(out).counter(counter));
  }

  /** The text of a clause. */
  public static String text(Clause clause) {
    return CanonicalText.of(out -> new Canonical(out).clause(clause));
  }

  /** The text of a policy-level approval. */
  public static String text(RequiredApproval approval) {
    return CanonicalText.of(out -> new Canonical(out).approval(approval));
  }

  /** The text of a whole policy. */
  public static String text(Policy policy) {
    return CanonicalText.of(out -> new Canonical(out).policy(policy));
  }

  private void policy(Policy policy) {
    out.form(
        "policy",
        () -> {
          out.word(policy.kind()).text(policy.name()).text(policy.version());
          members("session", policy.session());
          members("agent", policy.agent());
          out.each("actions", policy.actions().values(), this::action);
          out.each("capabilities", policy.capabilities(), this::capability);
          out.each("forbids", policy.forbids(), this::forbid);
          out.each("approvals", policy.approvals(), this::approval);
          out.each("quotas", policy.quotas(), this::quota);
          out.each(
              "decoys", policy.decoys(), decoy -> expressions.patterns("on", decoy.resources()));
          settings(policy);
        });
  }

  private void settings(Policy policy) {
    out.maybe(
        "breaker",
        policy.breaker(),
        breaker -> out.word(breaker.denials()).word(breaker.within()).word(breaker.suspends()));
    out.form(
        "delegation",
        () -> out.word(policy.delegation().depth()).word(policy.delegation().attenuated()));
    out.maybe("lifetime", policy.tokenLifetime(), out::word);
    out.maybe("audit", policy.audit(), this::audit);
    out.maybe("monitor", policy.monitor(), monitor -> out.word(monitor.until()));
    out.form("explain", () -> out.word(policy.explain()));
  }

  private void audit(Audit audit) {
    out.maybe("retain", audit.retain(), out::word);
    out.each("redact", new TreeSet<>(audit.redact()), out::text);
  }

  private void members(String form, SortedMap<String, Type.Member> members) {
    out.form(form, () -> members.forEach(expressions::member));
  }

  private void action(ActionDeclaration action) {
    out.form(
        action.open() ? "open" : "closed",
        () -> {
          out.text(action.name());
          members("parameters", action.parameters());
        });
  }

  private void capability(Capability capability) {
    out.form(
        "capability",
        () -> {
          out.text(capability.name());
          out.each("actions", capability.actions(), out::text);
          expressions.patterns("on", capability.resources());
          out.each("clauses", capability.clauses(), this::clause);
        });
  }

  private void clause(Clause clause) {
    out.form(
        "clause",
        () -> {
          out.word(clause.category());
          expressions.expr(clause.condition());
          out.maybe("ask", clause.ask(), this::ask);
          out.each("charges", clause.charges(), this::charge);
          out.each("obligations", clause.obligations(), this::obligation);
          out.maybe("else", clause.message(), out::text);
        });
  }

  private void ask(Ask ask) {
    out.word(ask.quorum()).text(ask.group());
    out.maybe("when", ask.when(), expressions::expr);
    out.word(ask.expires());
  }

  private void charge(Charge charge) {
    out.form(
        "charge",
        () -> {
          expressions.counter(charge.counter());
          expressions.expr(charge.amount());
        });
  }

  private void obligation(Obligation obligation) {
    switch (obligation) {
      case Obligation.RevealOnly(var names) -> out.each("reveal-only", names, out::text);
      case Obligation.RevealAllBut(var names) -> out.each("reveal-all-but", names, out::text);
      case Obligation.RevealAtMostRows(int rows) ->
          out.form("reveal-at-most", () -> out.word(rows));
      case Obligation.Redacted.REVEAL_REDACTED -> out.form("reveal-redacted", () -> {});
    }
  }

  private void actions(ActionMatch actions) {
    switch (actions) {
      case ActionMatch.Named(String name) -> out.form("action", () -> out.text(name));
      case ActionMatch.Matching(Pattern glob) ->
          out.form("matching", () -> expressions.pattern(glob));
      case ActionMatch.Any.ANY_ACTION -> out.form("any", () -> {});
    }
  }

  private void forbid(Forbid forbid) {
    out.form(
        "forbid",
        () -> {
          actions(forbid.actions());
          expressions.patterns("on", forbid.resources());
          out.maybe("when", forbid.when(), expressions::expr);
          out.maybe("else", forbid.message(), out::text);
        });
  }

  private void approval(RequiredApproval approval) {
    out.form(
        "approval",
        () -> {
          actions(approval.actions());
          expressions.patterns("on", approval.resources());
          ask(approval.ask());
        });
  }

  private void quota(Quota quota) {
    out.form(
        "quota",
        () -> {
          actions(quota.actions());
          expressions.patterns("on", quota.resources());
          clause(quota.clause());
        });
  }
}
