package dev.actp.cli;

import dev.actp.compiler.diff.Direction;
import dev.actp.compiler.suggest.Proof;
import dev.actp.compiler.suggest.Proposal;
import dev.actp.compiler.suggest.Suggestion;
import dev.actp.runtime.evidence.Evidence;
import dev.actp.runtime.value.Value;
import java.util.List;

/** A suggestion for programs. */
record SuggestionJson(Shown shown) {

  /** All suggestions, one for each folder that imports stay inside. */
  static String of(List<SuggestCommand.Made> all, Evidence evidence) {
    return Documents.write(
        Documents.of(
            "suggestions",
            all.stream()
                .map(made -> new SuggestionJson(made.shown()).of(made.suggestion(), evidence))
                .toList()));
  }

  private Value.Struct of(Suggestion suggestion, Evidence evidence) {
    Suggestion.Basis basis = suggestion.basis();
    return Documents.of(
        "uses", Value.Num.of(basis.uses()),
        "decided_again", Value.Num.of(basis.decided()),
        "uses_of_other_policies", Value.Num.of(basis.elsewhere()),
        "monitored", Value.Num.of(basis.monitored()),
        "complete", Value.Bool.of(evidence.reached() == null),
        "widened", Value.Num.of(suggestion.difference().count(Direction.WIDENED)),
        "proposals", suggestion.made().stream().map(each -> proposal(each, "")).toList(),
        "held",
            suggestion.held().stream()
                .map(each -> proposal(each.proposal(), each.reason()))
                .toList(),
        "notes", suggestion.notes(),
        "failing_tests", suggestion.tests().stream().map(this::test).toList(),
        "files", suggestion.files().stream().map(this::file).toList());
  }

  private Value.Struct file(Suggestion.File file) {
    return Documents.of("path", shown.of(file.path()), "policy", file.after());
  }

  private Value.Struct test(Suggestion.FailingTest test) {
    return Documents.of(
        "test", test.test(),
        "place", shown.of(test.place()),
        "step", test.step(),
        "expected", test.expected(),
        "actual", test.actual());
  }

  private Value.Struct proposal(Proposal proposal, String held) {
    Value.Struct document =
        Documents.of(
            "path", shown.of(proposal.path()),
            "line", proposal.line(),
            "policy", proposal.policy(),
            "capability", proposal.capability(),
            "kind", proposal.kind().word(),
            "before", proposal.before(),
            "after", proposal.after(),
            "why", proposal.why(),
            "evidence", proof(proposal.proof()));
    return held.isEmpty() ? document : Documents.with(document, "reason", held);
  }

  private static Value.Struct proof(Proof proof) {
    Value.Struct document =
        Documents.of(
            "uses",
            Value.Num.of(proof.uses()),
            "records",
            proof.samples().stream().map(Value.Num::of).toList());
    return proof.first() == null || proof.last() == null
        ? document
        : Documents.with(
            Documents.with(document, "first_at", proof.first().toString()),
            "last_at",
            proof.last().toString());
  }
}
