package dev.actp.compiler.clause;

import dev.actp.compiler.prose.People;
import dev.actp.compiler.prose.Phrase;
import dev.actp.compiler.types.Environment;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Forbid;
import dev.actp.runtime.policy.Pattern;
import java.util.List;
import java.util.Optional;

/** {@code forbid}. */
public final class ForbidRule {
  static final String DOCUMENTATION =
      """
      `forbid ACTION on "PATTERN" [when EXPR]`, `forbid any action [matching "GLOB"] on "PATTERN" [when EXPR]`

      Denies, whatever any policy grants. Matches loosely: case and compatibility forms make no difference. An error in EXPR \
      forbids. A rule for any action reads attributes behind `present` only, since other actions may not have them.
      """;

  private ForbidRule() {}

  /** What a prohibition says. */
  public static Phrase sentence(Forbid forbid) {
    return Phrase.of(
        People.doing(forbid.actions(), forbid.resources()).capitalised(),
        " is forbidden",
        People.condition(forbid.when()),
        ". Nothing overrides this.");
  }

  static Optional<Forbid> lower(Declaration.Forbid written, Scopes scopes) {
    ActionMatch actions = scopes.actions(written.scope());
    List<Pattern> resources = scopes.resources(written.scope());
    RuleContext context = scopes.context(actions);
    if (written.when() == null) {
      return Optional.of(new Forbid(actions, resources, null, null, SourceTexts.of(written)));
    }
    Optional<Expr> when = context.condition(written.when(), Environment.Place.CONDITION);
    return when.map(w -> new Forbid(actions, resources, w, null, SourceTexts.of(written)));
  }
}
