package dev.actp.compiler.mutate;

import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Pattern.Part;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Globs that take in more or less: the other star, or a star for what is bound to the token. */
final class PatternVariants {
  private PatternVariants() {}

  /** None for what is not written. */
  static Stream<Variant<Pattern>> of(@Nullable Pattern pattern) {
    if (pattern == null) {
      return Stream.empty();
    }
    List<Part> parts = pattern.parts();
    return IntStream.range(0, parts.size())
        .boxed()
        .flatMap(
            i ->
                instead(parts, i)
                    .flatMap(
                        part ->
                            Variant.of(
                                pattern,
                                new Pattern(Variant.with(parts, i, part), pattern.span()))));
  }

  /** One of several patterns changed, or left out. */
  static Stream<Variant<List<Pattern>>> ofAll(List<Pattern> patterns) {
    return Stream.concat(
        Variant.dropping(patterns, 1), Variant.ofOne(patterns, PatternVariants::of));
  }

  private static Stream<Part> instead(List<Part> parts, int at) {
    return switch (parts.get(at)) {
      case Part.Literal literal -> Stream.empty();
      case Part.SessionValue value -> star(parts, at);
      case Part.AgentValue value -> star(parts, at);
      case Part.Wildcard star ->
          isRest(parts, at)
              ? Stream.empty()
              : Stream.of(
                  star == Part.Wildcard.STAR ? Part.Wildcard.DOUBLE_STAR : Part.Wildcard.STAR);
    };
  }

  /** Where it stands for the rest, one star means what two mean. */
  private static boolean isRest(List<Part> parts, int at) {
    boolean startsSegment =
        at == 0
            || (parts.get(at - 1) instanceof Part.Literal literal && literal.text().endsWith("/"));
    return startsSegment && at == parts.size() - 1;
  }

  /** Beside another one a star would be read as two. */
  private static Stream<Part> star(List<Part> parts, int at) {
    boolean beside =
        (at > 0 && parts.get(at - 1) instanceof Part.Wildcard)
            || (at + 1 < parts.size() && parts.get(at + 1) instanceof Part.Wildcard);
    return beside ? Stream.empty() : Stream.of(Part.Wildcard.STAR);
  }
}
