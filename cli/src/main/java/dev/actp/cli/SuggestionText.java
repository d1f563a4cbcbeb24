package dev.actp.cli;

import dev.actp.compiler.suggest.Proof;
import dev.actp.compiler.suggest.Proposal;
import dev.actp.compiler.suggest.Suggestion;
import dev.actp.runtime.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A suggestion as people read it: what changes, why, and what was left as it is. */
record SuggestionText(Style style, Shown shown) {

  /** Lines without their ends. */
  List<String> lines(Suggestion suggestion, Evidence evidence) {
    List<String> lines = new ArrayList<>();
    lines.add(basis(suggestion.basis()));
    if (evidence.reached() != null) {
      lines.add("only uses since " + evidence.reached() + ": there are more than are looked at");
    }
    for (Proposal proposal : suggestion.made()) {
      lines.add("");
      lines.add(style.good("narrower") + "  " + head(proposal));
      lines.add("  " + proposal.why() + proof(proposal.proof()));
    }
    for (Proposal.Held held : suggestion.held()) {
      lines.add("");
      lines.add(style.strong("held back") + "  " + head(held.proposal()));
      lines.add("  " + held.proposal().why() + proof(held.proposal().proof()));
      lines.add("  " + held.reason());
    }
    for (Suggestion.FailingTest test : suggestion.tests()) {
      lines.add("");
      lines.add(
          style.bad("would fail")
              + "  test `"
              + test.test()
              + "` ("
              + shown.of(test.place())
              + ")");
      lines.add("  " + test.step());
      lines.add("  expects " + test.expected() + ", and would get " + test.actual());
    }
    if (!suggestion.notes().isEmpty()) {
      lines.add("");
      lines.addAll(suggestion.notes());
    }
    lines.add("");
    lines.add(summary(suggestion));
    return lines;
  }

  private static String basis(Suggestion.Basis basis) {
    String rest =
        (basis.elsewhere() == 0 ? "" : ", " + basis.elsewhere() + " of other policies")
            + (basis.monitored() == 0
                ? ""
                : ", " + basis.monitored() + " let pass by monitor mode alone and not counted");
    return "%s: %d decided again and still allowed%s"
        .formatted(Words.count(basis.uses(), "allowed use"), basis.decided(), rest);
  }

  private String head(Proposal proposal) {
    String owner = proposal.capability().isEmpty() ? proposal.policy() : proposal.capability();
    String change =
        proposal.after().isEmpty()
            ? "without `" + proposal.before() + "`"
            : proposal.before().isEmpty()
                ? "with `" + proposal.after() + "`"
                : "`" + proposal.before() + "` -> `" + proposal.after() + "`";
    String place = shown.of(proposal.path()) + ":" + proposal.line();
    return owner + ": " + change + "  " + style.faint("(" + place + ")");
  }

  private static String proof(Proof proof) {
    if (proof.uses() == 0) {
      return "";
    }
    String records =
        proof.samples().stream().map(index -> "aud_" + index).collect(Collectors.joining(", "));
    return "; %s from %s to %s, such as %s"
        .formatted(Words.count(proof.uses(), "use"), proof.first(), proof.last(), records);
  }

  private static String summary(Suggestion suggestion) {
    int made = suggestion.made().size();
    return made == 0
        ? "nothing to narrow"
        : "%s, %d held back".formatted(Words.count(made, "proposal"), suggestion.held().size());
  }
}
