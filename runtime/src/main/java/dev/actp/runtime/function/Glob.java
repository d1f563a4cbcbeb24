package dev.actp.runtime.function;

import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A compiled glob, anchored at both ends, exact by code point (language.md, "Resource patterns").
 *
 * <ul>
 *   <li>A literal stands for itself.
 *   <li>{@code *} ({@code STAR}) takes one or more characters, none of them {@code /}.
 *   <li>{@code *} as the whole last segment ({@code REST}) takes one or more characters, {@code /}
 *       included.
 *   <li>{@code **} ({@code ANY}) takes any characters, none included.
 * </ul>
 *
 * Matching takes time linear in the text (see {@link GlobAutomaton}), and nothing but a comparison
 * where the glob is a literal that a wildcard may follow. Immutable, and safe to share between
 * threads.
 */
public final class Glob {
  private final String prefix;
  private final List<Integer> rest;
  private final @Nullable GlobAutomaton automaton;

  private Glob(String prefix, List<Integer> rest) {
    this.prefix = prefix;
    this.rest = rest;
    this.automaton = isSimple(rest) ? null : new GlobAutomaton(rest);
  }

  private static boolean isSimple(List<Integer> rest) {
    return rest.isEmpty() || rest.size() == 1;
  }

  /**
   * Compiles a pattern whose placeholders are filled (see {@link PatternValues}).
   *
   * @throws IllegalArgumentException if a placeholder is left, which is a bug of the caller
   */
  public static Glob of(Pattern pattern) {
    return of(pattern, UnaryOperator.identity());
  }

  /** Compiles a pattern after folding its literals. */
  static Glob of(Pattern pattern, UnaryOperator<String> folding) {
    List<Integer> elements = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (Part part : pattern.parts()) {
      switch (part) {
        case Part.Literal text -> literal.append(text.text());
        case Part.Wildcard wildcard -> {
          flush(literal, folding, elements);
          add(elements, element(wildcard));
        }
        case Part.SessionValue unfilled ->
            throw new IllegalArgumentException("unfilled " + unfilled);
        case Part.AgentValue unfilled -> throw new IllegalArgumentException("unfilled " + unfilled);
      }
    }
    flush(literal, folding, elements);
    int literals = 0;
    StringBuilder prefix = new StringBuilder();
    while (literals < elements.size() && elements.get(literals) >= 0) {
      prefix.append((char) (int) elements.get(literals++));
    }
    return new Glob(prefix.toString(), List.copyOf(elements.subList(literals, elements.size())));
  }

  private static void flush(
      StringBuilder literal, UnaryOperator<String> folding, List<Integer> elements) {
    folding.apply(literal.toString()).chars().forEach(elements::add);
    literal.setLength(0);
  }

  private static int element(Part.Wildcard wildcard) {
    return switch (wildcard) {
      case STAR -> GlobAutomaton.STAR;
      case REST -> GlobAutomaton.REST;
      case ANY -> GlobAutomaton.ANY;
    };
  }

  private static void add(List<Integer> elements, int element) {
    boolean repeated =
        element == GlobAutomaton.ANY && !elements.isEmpty() && elements.getLast() == element;
    if (!repeated) {
      elements.add(element);
    }
  }

  /** Whether the glob takes the whole text. */
  public boolean matches(String text) {
    if (!text.startsWith(prefix)) {
      return false;
    }
    return automaton == null ? matchesSimple(text) : automaton.run(text, prefix.length()).matched();
  }

  private boolean matchesSimple(String text) {
    boolean more = text.length() > prefix.length();
    if (rest.isEmpty()) {
      return !more;
    }
    return switch (rest.getFirst()) {
      case GlobAutomaton.ANY -> true;
      case GlobAutomaton.REST -> more;
      default -> more && text.indexOf('/', prefix.length()) < 0;
    };
  }

  /** What matching costs, in words of states advanced. */
  long steps(String text) {
    return automaton == null || !text.startsWith(prefix)
        ? 0
        : automaton.run(text, prefix.length()).steps();
  }

  /** Whether both were compiled from the same elements. */
  boolean sameAs(Glob other) {
    return prefix.equals(other.prefix) && rest.equals(other.rest);
  }
}
