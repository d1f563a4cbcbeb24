package dev.actp.compiler.differential;

import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import java.util.List;

/** Random patterns, of which most match some of the resources that requests name. */
record Patterns(Dice dice) {

  List<Pattern> resources() {
    return dice.some(1, 2, this::resource);
  }

  private Pattern resource() {
    return switch (dice.below(9)) {
      case 0 -> pattern(Part.Wildcard.ANY);
      case 1, 2 ->
          pattern(
              literal("order://customer:"),
              new Part.SessionValue("customer"),
              literal("/"),
              Part.Wildcard.REST);
      case 3 -> pattern(literal("order://customer:c1/"), Part.Wildcard.STAR);
      case 4 -> pattern(literal("api://crm/"), new Part.SessionValue("regions"));
      case 5 ->
          pattern(
              literal("api://crm/"),
              new Part.SessionValue("regions"),
              literal("/"),
              Part.Wildcard.REST);
      case 6 ->
          pattern(literal("api://"), new Part.AgentValue("team"), literal("/"), Part.Wildcard.ANY);
      case 7 -> pattern(literal("order://customer:c1/7"));
      default -> pattern(literal("order://"), Part.Wildcard.ANY);
    };
  }

  /** For what denies: narrow, so that not everything is denied. */
  List<Pattern> narrow() {
    return List.of(
        dice.oneOf(
            pattern(literal("order://customer:c1/7/8")),
            pattern(literal("order://customer:C1/7/"), Part.Wildcard.REST),
            pattern(literal("api://crm/us/"), Part.Wildcard.REST),
            pattern(
                literal("api://"), new Part.AgentValue("team"), literal("/"), Part.Wildcard.REST)));
  }

  List<Pattern> decoys() {
    return List.of(pattern(literal("trap://honey-"), Part.Wildcard.STAR));
  }

  Pattern text() {
    return dice.oneOf(
        pattern(Part.Wildcard.ANY),
        pattern(literal("al"), Part.Wildcard.STAR),
        pattern(new Part.SessionValue("customer")),
        pattern(literal("delta"), Part.Wildcard.STAR, literal("1")));
  }

  ActionMatch actions() {
    return switch (dice.below(4)) {
      case 0 -> ActionMatch.Any.ANY_ACTION;
      case 1 -> new ActionMatch.Matching(pattern(literal("admin."), Part.Wildcard.STAR));
      default -> new ActionMatch.Named(dice.oneOf(Vocabulary.ACTIONS));
    };
  }

  private static Part literal(String text) {
    return new Part.Literal(text);
  }

  private static Pattern pattern(Part... parts) {
    return new Pattern(List.of(parts));
  }
}
