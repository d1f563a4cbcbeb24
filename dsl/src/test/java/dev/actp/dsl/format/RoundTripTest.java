package dev.actp.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thousands of random trees by seed; a failure names the seed. */
class RoundTripTest {
  private static final int CASES = 500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_formatted_policy_reads_as_the_tree_it_was_written_from(long block) {
    for (long seed = block * CASES; seed < (block + 1) * CASES; seed++) {
      assertRoundTrip(new RandomSyntax(seed).policy(), seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void a_formatted_test_file_reads_as_the_tree_it_was_written_from(long block) {
    for (long seed = block * CASES; seed < (block + 1) * CASES; seed++) {
      assertRoundTrip(new RandomTests(seed).file(), seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void comments_anywhere_are_kept_and_find_a_place_to_stay(long block) {
    for (long seed = block * CASES; seed < (block + 1) * CASES; seed++) {
      SourceUnit unit =
          seed % 2 == 0 ? new RandomSyntax(seed).policy() : new RandomTests(seed).file();
      String commented = withComments(Formatter.format(unit), new Random(seed));
      ParseResult<SourceUnit> read = parse(commented, seed);
      assertThat(read.tree()).as("seed %d: %s", seed, commented).isNotNull();
      String once = Formatter.format(read.unit().orElseThrow(), read.comments());
      ParseResult<SourceUnit> again = parse(once, seed);
      assertThat(again.tree()).as("seed %d: %s", seed, once).isEqualTo(read.tree());
      assertThat(texts(again.comments()))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(texts(read.comments()));
      String twice = Formatter.format(again.unit().orElseThrow(), again.comments());
      assertThat(twice).as("seed %d", seed).isEqualTo(once);
    }
  }

  private static void assertRoundTrip(SourceUnit unit, long seed) {
    String text = Formatter.format(unit);
    ParseResult<SourceUnit> read = parse(text, seed);
    assertThat(read.diagnostics()).as("seed %d: %s", seed, text).isEmpty();
    assertThat(read.tree()).as("seed %d: %s", seed, text).isEqualTo(unit);
    String again = Formatter.format(read.unit().orElseThrow(), read.comments());
    assertThat(again).as("seed %d", seed).isEqualTo(text);
  }

  private static ParseResult<SourceUnit> parse(String text, long seed) {
    return Parser.parse(new SourceFile("seed-" + seed + ".actp", text));
  }

  /** Some blanks outside strings and documentation become comments and line ends. */
  private static String withComments(String text, Random random) {
    StringBuilder commented = new StringBuilder();
    int number = 0;
    for (String line : text.lines().toList()) {
      boolean documentation = line.strip().startsWith("///");
      for (int i = 0; i < line.length(); i++) {
        boolean blank = !documentation && line.charAt(i) == ' ' && outsideString(line, i);
        if (blank && random.nextInt(12) == 0) {
          commented.append(random.nextBoolean() ? "\n" : " ");
          commented.append("// c").append(number++).append('\n');
          commented.append(random.nextInt(4) == 0 ? "\n" : "");
        } else {
          commented.append(line.charAt(i));
        }
      }
      commented.append('\n');
    }
    return commented.toString();
  }

  private static boolean outsideString(String line, int at) {
    boolean inside = false;
    for (int i = 0; i < at; i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == '"') {
        inside = !inside;
      }
    }
    return !inside;
  }

  private static List<String> texts(List<Comment> comments) {
    return comments.stream().map(Comment::text).toList();
  }
}
