package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Phrase;
import dev.actp.compiler.prose.Terms;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.types.Declarations;
import dev.actp.compiler.types.Patterns;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.policy.Decoy;

/** {@code decoy}. */
public final class DecoyRule {
  static final String DOCUMENTATION =
      """
      `decoy "PATTERN", ...`

      Resources that nobody has a reason to touch. A request for one is denied, suspends the agent until an administrator resumes \
      it, and alerts. Matches loosely.
      """;

  private DecoyRule() {}

  /** What a decoy says. */
  public static Phrase sentence(Decoy decoy) {
    return Phrase.of(
        "Nobody has a reason to touch ",
        Terms.patterns(decoy.resources()),
        ": a request for it is denied, and suspends the agent until an administrator resumes it.");
  }

  static Decoy lower(Declaration.Decoy written, Declarations declarations, Report report) {
    return new Decoy(
        new Patterns(declarations, report).lower(written.resources()), SourceTexts.of(written));
  }
}
