package dev.actp.compiler.suggest;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Length;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** How deep tokens were handed on, and how long they were issued for. */
final class PolicySettings {
  private PolicySettings() {}

  static void find(Subject subject, Findings found) {
    if (!subject.suffice(subject.uses())) {
      return;
    }
    for (Declaration declaration : subject.lowered().scope().file().declarations()) {
      switch (declaration) {
        case Declaration.Delegation delegation -> delegation(subject, delegation, found);
        case Declaration.TokenLifetime lifetime -> lifetime(subject, lifetime, found);
        default -> {}
      }
    }
  }

  private static void delegation(Subject subject, Declaration.Delegation written, Findings found) {
    List<Played> uses = subject.uses();
    int deepest = uses.stream().mapToInt(use -> use.use().depth()).max().orElse(0);
    if (deepest >= written.depth().value()) {
      return;
    }
    List<Played> telling = uses.stream().filter(use -> use.use().depth() == deepest).toList();
    Declaration.Delegation less =
        new Declaration.Delegation(
            written.documentation(),
            new Count(deepest, written.depth().span()),
            written.attenuated(),
            written.span());
    found.add(
        subject.edit(
            written.span(),
            "",
            Proposal.Kind.DELEGATION,
            Formatter.text(written),
            deepest == 0 ? "" : Formatter.text(less),
            deepest == 0 ? "never handed on" : "handed on " + deepest + " deep at most",
            Proof.of(uses, telling),
            deepest == 0
                ? draft -> draft.without(written)
                : Edits.declaration(written.span(), old -> less)));
  }

  private static void lifetime(Subject subject, Declaration.TokenLifetime written, Findings found) {
    List<Played> uses = subject.uses();
    List<Played> known = uses.stream().filter(use -> use.use().lifetime() != null).toList();
    if (known.size() < uses.size()) {
      found.note(
          "`%s` is left as it is: how long tokens were issued for is not known for %d of %d uses"
              .formatted(Formatter.text(written), uses.size() - known.size(), uses.size()));
      return;
    }
    Played longest = known.getFirst();
    for (Played use : known) {
      longest = of(use).compareTo(of(longest)) > 0 ? use : longest;
    }
    Length length = rounded(of(longest));
    if (length.toDuration().compareTo(written.maximum().toDuration()) >= 0) {
      return;
    }
    Declaration.TokenLifetime less =
        new Declaration.TokenLifetime(
            written.documentation(),
            new Length(length.amount(), length.unit(), written.maximum().span()),
            written.span());
    found.add(
        subject.edit(
            written.span(),
            "",
            Proposal.Kind.LIFETIME,
            Formatter.text(written),
            Formatter.text(less),
            "issued for " + length + " at most",
            Proof.of(uses, List.of(longest)),
            Edits.declaration(written.span(), old -> less)));
  }

  private static Duration of(Played use) {
    return Objects.requireNonNull(use.use().lifetime());
  }

  /** The next whole minute, or from an hour on the next whole hour. */
  private static Length rounded(Duration length) {
    long minutes = Math.max(1, (length.toMillis() + 59_999) / 60_000);
    return minutes < 60
        ? Length.of(minutes, Length.Unit.MINUTES)
        : Length.of((minutes + 59) / 60, Length.Unit.HOURS);
  }
}
