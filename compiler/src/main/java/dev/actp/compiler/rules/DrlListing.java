package dev.actp.compiler.rules;

import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.policy.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The rules of a policy as Drools rule text. It names one type, {@code Inquiry}: what a decision
 * asks. A condition is asked for by its canonical text, {@code isTrue} where it allows and {@code
 * isNotFalse} where it denies; what a rule finds is told to it. The engine never reads this text:
 * it is for people, and for tests that hold the engine against it.
 */
public final class DrlListing {
  private DrlListing() {}

  /** The listing, which ends in a line feed. */
  public static String of(Policy policy) {
    StringBuilder text = new StringBuilder();
    text.append(comment("", policy.kind().name().toLowerCase(Locale.ROOT) + " " + policy.name()));
    text.append(comment("", "version " + policy.version() + ", digest " + PolicyDigest.of(policy)));
    text.append("package dev.actp.policy;\n");
    for (RuleSpec rule : PolicyRules.of(policy, new Closures(policy))) {
      text.append("\nrule ").append(string(rule.name())).append('\n');
      text.append(comment("", source(rule.finding(), policy).text()));
      for (Source clause : clauses(rule.finding(), policy)) {
        text.append(comment("  ", clause.text()));
      }
      text.append("when\n").append("  $inquiry : Inquiry(").append(pattern(rule)).append(")\n");
      text.append("then\n").append("  $inquiry.").append(call(rule.finding())).append(";\nend\n");
    }
    return text.toString();
  }

  private static Source source(Finding finding, Policy policy) {
    return switch (finding) {
      case Finding.DecoyTouched(int i) -> policy.decoys().get(i).source();
      case Finding.Forbidden(int i) -> policy.forbids().get(i).source();
      case Finding.ApprovalNeeded(int i) -> policy.approvals().get(i).source();
      case Finding.QuotaApplies(int i) -> policy.quotas().get(i).clause().source();
      case Finding.Candidate(int i) -> policy.capabilities().get(i).source();
      case Finding.Holds(int i) -> policy.capabilities().get(i).source();
    };
  }

  private static List<Source> clauses(Finding finding, Policy policy) {
    if (!(finding instanceof Finding.Holds(int i))) {
      return List.of();
    }
    Capability capability = policy.capabilities().get(i);
    return capability.clauses().stream().map(clause -> clause.source()).toList();
  }

  private static String pattern(RuleSpec rule) {
    List<String> constraints = new ArrayList<>();
    if (rule.action() != null) {
      constraints.add("action == " + string(rule.action()));
    }
    for (Condition condition : rule.conditions()) {
      String asks =
          switch (condition.demand()) {
            case TRUE -> "isTrue(";
            case NOT_FALSE -> "isNotFalse(";
          };
      constraints.add(asks + string(condition.text()) + ")");
    }
    return constraints.stream()
        .map(constraint -> "\n    " + constraint)
        .collect(Collectors.joining(","));
  }

  private static String call(Finding finding) {
    return switch (finding) {
      case Finding.DecoyTouched(int i) -> "decoyTouched(" + i + ")";
      case Finding.Forbidden(int i) -> "forbidden(" + i + ")";
      case Finding.ApprovalNeeded(int i) -> "approvalNeeded(" + i + ")";
      case Finding.QuotaApplies(int i) -> "quotaApplies(" + i + ")";
      case Finding.Candidate(int i) -> "candidate(" + i + ")";
      case Finding.Holds(int i) -> "holds(" + i + ")";
    };
  }

  private static String comment(String indent, String text) {
    return text.isEmpty() ? "" : "// " + indent + text.replaceAll("\\p{Cntrl}", " ") + "\n";
  }

  private static String string(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
