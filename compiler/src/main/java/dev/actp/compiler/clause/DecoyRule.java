package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.types.Declarations;
import dev.actp.compiler.types.Patterns;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.policy.Decoy;

/** {@code decoy}. */
final class DecoyRule {
  static final String DOCUMENTATION =
      """
      `decoy "PATTERN", ...`

      Resources that nobody has a reason to touch. A request for one is denied, suspends the agent until an administrator resumes \
      it, and alerts. Matches loosely.
      """;

  private DecoyRule() {}

  static Decoy lower(Declaration.Decoy written, Declarations declarations, Report report) {
    return new Decoy(
        new Patterns(declarations, report).lower(written.resources()), SourceTexts.of(written));
  }
}
