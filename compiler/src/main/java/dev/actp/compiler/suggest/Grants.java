package dev.actp.compiler.suggest;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import java.util.List;

/** Capabilities and actions that nobody used. */
final class Grants {
  private Grants() {}

  static void find(Subject subject, Findings found) {
    for (LoweredCapability capability : subject.lowered().capabilities()) {
      List<Played> uses = subject.of(capability);
      if (uses.isEmpty()) {
        found.add(unused(subject, capability));
      } else {
        actions(subject, capability, uses, found);
      }
    }
  }

  private static Edit unused(Subject subject, LoweredCapability capability) {
    Declaration.Capability written = capability.written();
    return subject.edit(
        written.span(),
        capability.meaning().name(),
        Proposal.Kind.CAPABILITY,
        Formatter.head(written),
        "",
        "never used",
        Proof.NONE,
        draft -> draft.without(written));
  }

  private static void actions(
      Subject subject, LoweredCapability capability, List<Played> uses, Findings found) {
    for (Name action : capability.written().actions()) {
      boolean used =
          uses.stream()
              .anyMatch(use -> use.use().record().request().action().equals(action.text()));
      if (!used) {
        found.add(
            subject.edit(
                action.span(),
                capability.meaning().name(),
                Proposal.Kind.ACTION,
                action.text(),
                "",
                "never exercised",
                Proof.NONE,
                Edits.withoutAction(capability.written(), action)));
      }
    }
  }
}
