package dev.actp.runtime.function;

import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Fills the placeholders of a pattern with literal text (language.md, "Resource patterns"). A value
 * can never add a wildcard, a segment or another spelling of one: a value that tries is a fault.
 */
public final class PatternValues {
  /** The longest value, in code points. */
  public static final int MAX_LENGTH = 256;

  /** The most elements of a set, each of which is one alternative. */
  public static final int MAX_ELEMENTS = 100;

  /** The most alternatives that several sets in one pattern may multiply to. */
  public static final int MAX_ALTERNATIVES = 1_000;

  private static final String REFUSED = "/\\*{}%?#";

  private PatternValues() {}

  /** What filling gives. */
  public sealed interface Filled {
    /**
     * At least one pattern without placeholders; the pattern asked for matches where any of them
     * does.
     */
    record Patterns(List<Pattern> alternatives) implements Filled {
      public Patterns {
        alternatives = List.copyOf(alternatives);
      }
    }

    /** A value is absent, no text, or one that must not stand in a pattern. */
    record Failed(Fault fault) implements Filled {}
  }

  /**
   * Fills a pattern.
   *
   * @param values the value of a {@link Part.SessionValue} or {@link Part.AgentValue}; asked for
   *     nothing else
   */
  public static Filled fill(Pattern pattern, Function<Part, Result> values) {
    List<List<Part>> alternatives = List.of(List.of());
    for (Part part : pattern.parts()) {
      List<Part> choices = new ArrayList<>();
      switch (part) {
        case Part.Literal literal -> choices.add(literal);
        case Part.Wildcard wildcard -> choices.add(wildcard);
        case Part.SessionValue session -> {
          if (choose(values.apply(session), choices) instanceof Fault fault) {
            return new Filled.Failed(fault);
          }
        }
        case Part.AgentValue agent -> {
          if (choose(values.apply(agent), choices) instanceof Fault fault) {
            return new Filled.Failed(fault);
          }
        }
      }
      if ((long) alternatives.size() * choices.size() > MAX_ALTERNATIVES) {
        return new Filled.Failed(
            new Fault(
                Fault.Kind.BOUND,
                "more than " + MAX_ALTERNATIVES + " alternatives in one pattern"));
      }
      alternatives = multiply(alternatives, choices);
    }
    return new Filled.Patterns(alternatives.stream().map(Pattern::new).toList());
  }

  private static List<List<Part>> multiply(List<List<Part>> heads, List<Part> choices) {
    List<List<Part>> longer = new ArrayList<>(heads.size() * choices.size());
    for (List<Part> head : heads) {
      for (Part choice : choices) {
        List<Part> parts = new ArrayList<>(head);
        parts.add(choice);
        longer.add(parts);
      }
    }
    return longer;
  }

  /** Adds the literals that a value stands for; gives back the fault, or the value. */
  private static Result choose(Result result, List<Part> choices) {
    return switch (result) {
      case Fault fault -> fault;
      case Value.Text text -> chooseText(text, choices);
      case Value.Num number -> chooseText(new Value.Text(number.value().toPlainString()), choices);
      case Value.Distinct set -> chooseEach(set, choices);
      case Value other ->
          new Fault(
              Fault.Kind.TYPE, "only a string, a number or a set of strings fits in a pattern");
    };
  }

  private static Result chooseEach(Value.Distinct set, List<Part> choices) {
    if (set.elements().isEmpty()) {
      return new Fault(Fault.Kind.EMPTY, "an empty set fills no pattern");
    }
    if (set.elements().size() > MAX_ELEMENTS) {
      return new Fault(
          Fault.Kind.BOUND, "a set of more than " + MAX_ELEMENTS + " elements in a pattern");
    }
    for (Value element : set.elements()) {
      Result chosen =
          element instanceof Value.Text text
              ? chooseText(text, choices)
              : new Fault(Fault.Kind.TYPE, "only a set of strings fits in a pattern");
      if (chosen instanceof Fault) {
        return chosen;
      }
    }
    return set;
  }

  private static Result chooseText(Value.Text text, List<Part> choices) {
    String value = text.value();
    if (!isFit(value)) {
      return new Fault(
          Fault.Kind.MALFORMED,
          "a value that is empty, longer than "
              + MAX_LENGTH
              + " characters, `.`, `..`, or holds an invisible character"
              + " or one of `"
              + REFUSED
              + "` must not fill a pattern");
    }
    choices.add(new Part.Literal(value));
    return text;
  }

  /** Whether a text may stand in a pattern: what {@link #fill} takes. */
  public static boolean isFit(String value) {
    boolean sized = !value.isEmpty() && value.codePointCount(0, value.length()) <= MAX_LENGTH;
    return sized && !value.equals(".") && !value.equals("..") && !hasRefused(value);
  }

  private static boolean hasRefused(String value) {
    int at = 0;
    while (at < value.length()) {
      int codePoint = value.codePointAt(at);
      if (isRefused(codePoint)) {
        return true;
      }
      at += Character.charCount(codePoint);
    }
    return false;
  }

  private static boolean isRefused(int codePoint) {
    return REFUSED.indexOf(codePoint) >= 0
        || Unicode.isControl(codePoint)
        || Unicode.isFormat(codePoint)
        || Unicode.isIgnorable(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE;
  }
}
