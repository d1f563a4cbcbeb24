package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Whether something came out as a page shows it; an ellipsis stands for any text, and alone for any
 * value.
 */
final class DocMatch {
  private static final String ANY = "…";

  private DocMatch() {}

  static void lines(String shown, String actual) {
    if (!shown.contains(ANY)) {
      assertThat(actual.strip()).isEqualTo(shown.strip());
      return;
    }
    String[] parts = shown.strip().split(ANY, -1);
    StringBuilder pattern = new StringBuilder("(?s)" + Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      pattern.append(".*").append(Pattern.quote(parts[i]));
    }
    assertThat(actual.strip()).matches(pattern.toString());
  }

  static void json(String shown, Value.Struct actual) throws IOException {
    assertThat(masked(Documents.read(shown), actual)).isEqualTo(actual);
  }

  /** What is shown, with the actual text wherever the shown one has an ellipsis. */
  private static Value masked(Value shown, Value actual) {
    return switch (shown) {
      case Value.Text text when text.value().contains(ANY) && actual instanceof Value.Text ->
          actual;
      case Value.Text text when text.value().equals(ANY) -> actual;
      case Value.Sequence(var elements)
          when actual instanceof Value.Sequence(var others) && elements.size() == others.size() ->
          new Value.Sequence(
              IntStream.range(0, elements.size())
                  .mapToObj(i -> masked(elements.get(i), others.get(i)))
                  .toList());
      case Value.Struct struct when actual instanceof Value.Struct other -> masked(struct, other);
      case Value other -> other;
    };
  }

  private static Value masked(Value.Struct shown, Value.Struct actual) {
    java.util.SortedMap<String, Value> members = new java.util.TreeMap<>(shown.members());
    members.replaceAll((name, value) -> masked(value, actual.members().getOrDefault(name, value)));
    return new Value.Struct(members);
  }
}
