package dev.actp.compiler.prose;

import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who approves, and of what a rule speaks, in English. */
public final class People {
  private People() {}

  /** {@code a person of finance has to approve first, if …}. */
  public static Phrase approve(Ask ask) {
    Phrase who =
        ask.quorum() == 1
            ? Phrase.of("a person of ", Phrase.code(ask.group()), " has to approve first")
            : Phrase.of(
                ask.quorum(),
                " different people of ",
                Phrase.code(ask.group()),
                " have to approve first");
    return Phrase.of(
        who,
        condition(ask.when()),
        "; what is not approved and used within ",
        Times.length(ask.expires()),
        " lapses");
  }

  /** {@code if …}, or nothing. */
  public static Phrase condition(@Nullable Expr when) {
    return when == null ? Phrase.EMPTY : Phrase.of(", if ", Conditions.of(when));
  }

  /** The actions and resources of a rule: {@code any action on every resource}. */
  public static Phrase doing(ActionMatch actions, List<Pattern> resources) {
    Phrase what =
        switch (actions) {
          case ActionMatch.Any any -> Phrase.of("any action");
          case ActionMatch.Named(String name) -> Phrase.code(name);
          case ActionMatch.Matching(Pattern glob) ->
              Phrase.of("any action called ", Terms.pattern(glob));
        };
    return Phrase.of(what, " on ", resources(resources));
  }

  /** The resources: {@code every resource} for those that leave nothing out. */
  public static Phrase resources(List<Pattern> resources) {
    boolean all =
        resources.stream()
            .anyMatch(each -> each.parts().equals(List.of(Pattern.Part.Wildcard.ANY)));
    return all ? Phrase.of("every resource") : Terms.patterns(resources);
  }
}
