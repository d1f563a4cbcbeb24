package dev.actp.cli;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.explain.Branch;
import dev.actp.runtime.explain.Branch.Kind;
import dev.actp.runtime.explain.Derivation;
import dev.actp.runtime.explain.Question;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.ExpressionText;
import dev.actp.runtime.testing.ObligationText;
import dev.actp.runtime.testing.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A derivation as people read it: a tree, with the outcome below. */
record DerivationText(Style style, LoadedPolicies loaded) {

  /** Lines without their ends. */
  List<String> lines(Derivation derivation) {
    List<String> lines = new ArrayList<>();
    addQuestion(derivation.question(), lines);
    for (Branch policy : derivation.policies()) {
      lines.add("");
      lines.add(
          style.strong(policy.kind().name().toLowerCase(Locale.ROOT) + " " + policy.text())
              + verdict(policy));
      addAll(policy.parts(), "", lines);
    }
    lines.add("");
    addDecision(derivation.decision(), lines);
    return lines;
  }

  private void addQuestion(Question question, List<String> lines) {
    String on = question.resource().isEmpty() ? "" : " on " + ValueText.quote(question.resource());
    String with =
        question.attributes().members().isEmpty() ? "" : " " + ValueText.of(question.attributes());
    lines.add(style.strong(question.action()) + on + with);
    lines.add(
        style.faint("  by agent " + ValueText.quote(question.agent()) + " at " + question.at()));
    if (!question.session().members().isEmpty()) {
      lines.add(style.faint("  session " + ValueText.of(question.session())));
    }
    if (!question.agentValues().members().isEmpty()) {
      lines.add(style.faint("  registry " + ValueText.of(question.agentValues())));
    }
  }

  private void addAll(List<Branch> branches, String indent, List<String> lines) {
    for (int i = 0; i < branches.size(); i++) {
      boolean last = i == branches.size() - 1;
      Branch branch = branches.get(i);
      String stem = style.faint(indent + (last ? "└─ " : "├─ "));
      lines.add(stem + line(branch));
      addAll(branch.parts(), indent + (last ? "   " : "│  "), lines);
    }
  }

  private String line(Branch branch) {
    String label =
        switch (branch.kind()) {
          case ACTION -> "action ";
          case RESOURCE -> "resource ";
          case POLICY, GUARDRAIL, DECOY, FORBID, APPROVAL, CAPABILITY, QUOTA, CLAUSE, EXPRESSION ->
              "";
        };
    if (branch.kind() == Kind.EXPRESSION) {
      return branch.text() + "  " + value(branch.detail());
    }
    String text = label + branch.text();
    return (branch.kind() == Kind.CAPABILITY ? style.strong(text) : text)
        + verdict(branch)
        + place(branch.place());
  }

  private String value(String value) {
    return value.startsWith("error: ") ? style.bad(value) : style.faint("= ") + value;
  }

  private String verdict(Branch branch) {
    String words =
        branch.verdict().words() + (branch.detail().isEmpty() ? "" : ": " + branch.detail());
    String painted =
        switch (branch.verdict()) {
          case HOLDS, GRANTS, MATCHES -> style.good(words);
          case FAILS, ERRS, DOES_NOT_GRANT -> style.bad(words);
          case APPLIES -> style.bad(words);
          case ASKS, WAITS, MONITORS -> style.warning(words);
          case IN_FORCE, DOES_NOT_APPLY, DOES_NOT_MATCH, DOES_NOT_COVER, IS -> style.faint(words);
        };
    return "  " + painted;
  }

  private String place(Source source) {
    String place = loaded.place(source);
    return place.isEmpty() ? "" : "  " + style.faint("(" + place + ")");
  }

  private void addDecision(Decision decision, List<String> lines) {
    lines.add(style.strong("outcome: ") + outcome(decision.outcome()));
    decision.reasons().forEach(reason -> addReason(reason, lines));
    decision
        .obligations()
        .forEach(each -> lines.add("  the answer shows " + ObligationText.of(each)));
    decision.effects().forEach(effect -> addEffect(effect, lines));
    Decision.Monitored would = decision.monitored();
    if (would != null) {
      lines.add("  had nothing only monitored: " + outcome(would.outcome()));
      would.reasons().forEach(reason -> addReason(reason, lines));
    }
  }

  private String outcome(Outcome outcome) {
    return switch (outcome) {
      case ALLOW -> style.good("allow");
      case NEEDS_APPROVAL -> style.warning("needs approval");
      case DENY -> style.bad("deny");
    };
  }

  private void addReason(Reason reason, List<String> lines) {
    String owner =
        reason.capability().isEmpty()
            ? reason.policy()
            : reason.policy() + ", " + reason.capability();
    String message = reason.message() == null ? "" : ": " + reason.message();
    String detail = reason.detail().isEmpty() ? "" : " (" + reason.detail() + ")";
    String code = reason.code().name().toLowerCase(Locale.ROOT);
    lines.add(
        "  "
            + code
            + (owner.isEmpty() ? "" : "  " + owner)
            + message
            + detail
            + place(reason.clause()));
  }

  private static void addEffect(Effect effect, List<String> lines) {
    switch (effect) {
      case Effect.Consume(var counter, var amount) ->
          lines.add(
              "  adds "
                  + ValueText.of(amount)
                  + " to "
                  + ExpressionText.of(new Expr.Used(counter.counter())));
      case Effect.OpenApproval(var key, int quorum, String group, var expires) ->
          lines.add(
              "  asks "
                  + quorum
                  + " of "
                  + ValueText.quote(group)
                  + ", who have "
                  + ValueText.of(expires));
      case Effect.CountDenial count ->
          lines.add(
              "  counts as a denial: "
                  + count.denials()
                  + " in "
                  + ValueText.of(count.within())
                  + " suspend the agent");
      case Effect.Suspend(String agent) -> lines.add("  suspends agent " + ValueText.quote(agent));
      case Effect.UseApproval use -> lines.add("  uses up an approval");
      case Effect.Remember remember -> {}
    }
  }
}
