package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.Exceeded;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a decision in both dialects at once. Whoever reads only {@code allowed}, or only {@code
 * decision}, never takes anything but an allow for one.
 *
 * @param full whether the caller asked for, and may see, clauses and values
 * @param exceeded the tenant's quota that it is denied for, or null
 */
record EnforceAnswer(
    EnforceBody asked,
    Answer answer,
    CompiledPolicies policies,
    boolean full,
    @Nullable Exceeded exceeded) {

  /** Whether it is a denial for no reason of the request's, that could not even be recorded. */
  boolean unavailable() {
    return answer.receipt() == null
        && !answer.counted()
        && answer.decision().reasons().stream()
            .anyMatch(reason -> reason.code().family() == Reason.Family.ERROR);
  }

  /** Whether the caller may do what it asked for: a dry run never says so. */
  boolean allows() {
    return !answer.dryRun() && answer.decision().outcome() == Outcome.ALLOW;
  }

  /** Whether the same, asked in earnest, would be allowed. */
  boolean wouldAllow() {
    return answer.dryRun() && answer.decision().outcome() == Outcome.ALLOW;
  }

  /** What was decided, in a word. */
  String outcome() {
    return word(answer.decision().outcome());
  }

  void write(Out out) {
    Decision decision = answer.decision();
    boolean dry = answer.dryRun();
    String word = outcome();
    out.text("decision", dry ? "denied" : word).flag("allowed", allows());
    if (dry) {
      out.flag("dry_run", true).text("would_be", word);
    }
    out.text("action", asked.action()).text("resource", asked.resource());
    if (decision.exercised() != null) {
      out.text("capability", decision.exercised().capability());
    }
    List<Reason> reasons = decision.reasons();
    out.text("reason", reasons.isEmpty() ? "" : told(reasons.get(0)))
        .each("reasons", reasons, this::reason)
        .each("obligations", decision.obligations(), EnforceAnswer::obligation);
    quota(out);
    monitored(out);
    approvals(out);
    receipt(out);
    if (answer.replayed()) {
      out.flag("replayed", true);
    }
    out.text("requestId", asked.requestId()).time("decided_at", answer.decidedAt());
  }

  void quota(Out out) {
    if (exceeded != null) {
      ExceededView.write(out, exceeded);
    }
  }

  /** What policies in monitor mode would have made of it, where that is something else. */
  private void monitored(Out out) {
    Decision.Monitored would = answer.decision().monitored();
    if (would != null && would.outcome() != answer.decision().outcome()) {
      out.object(
          "monitored",
          inner ->
              inner
                  .text("would_be", word(would.outcome()))
                  .each("reasons", would.reasons(), this::reason));
    }
  }

  private void reason(Out out, Reason reason) {
    out.text("code", Words.of(reason.code())).text("message", told(reason));
    if (full) {
      out.text("policy", reason.policy())
          .text("capability", reason.capability())
          .text("clause", reason.clause().text())
          .text("file", reason.clause().file())
          .number("line", reason.clause().line())
          .text("detail", reason.detail());
    }
  }

  /** The author's words where the policy lets agents have them, else the coarse text. */
  String told(Reason reason) {
    CompiledPolicy policy = policies.byId().get(reason.policy());
    boolean silent = policy != null && policy.policy().explain() == Policy.Explain.NONE;
    return reason.message() == null || silent ? ReasonTexts.of(reason.code()) : reason.message();
  }

  void approvals(Out out) {
    if (!answer.approvals().isEmpty()) {
      out.object("approval", inner -> approval(inner, answer.approvals().get(0)))
          .each("approvals", answer.approvals(), EnforceAnswer::approval);
    }
  }

  private static void approval(Out out, Approval approval) {
    out.text("id", approval.id())
        .text("state", Words.of(approval.state()))
        .text("group", approval.group())
        .number("quorum", approval.quorum())
        .time("expires_at", approval.expires())
        .text("url", "/v1/approvals/" + approval.id());
  }

  void receipt(Out out) {
    Receipt receipt = answer.receipt();
    if (receipt != null) {
      out.object(
              "receipt",
              inner -> inner.number("index", receipt.index()).text("leaf_hash", receipt.leafHash()))
          .text("audit_id", answer.auditId())
          .text("auditId", answer.auditId());
    } else {
      out.flag("recorded", false);
    }
  }

  private static void obligation(Out out, Obligation obligation) {
    switch (obligation) {
      case Obligation.RevealOnly only ->
          out.text("type", "reveal_only").texts("names", only.names());
      case Obligation.RevealAllBut but ->
          out.text("type", "reveal_all_but").texts("names", but.names());
      case Obligation.RevealAtMostRows rows ->
          out.text("type", "reveal_at_most_rows").number("rows", rows.rows());
      case Obligation.Redacted redacted -> out.text("type", "reveal_redacted");
    }
  }

  static String word(Outcome outcome) {
    return switch (outcome) {
      case ALLOW -> "allowed";
      case NEEDS_APPROVAL -> "needs_approval";
      case DENY -> "denied";
    };
  }
}
