package dev.actp.dsl.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.dsl.editor.Highlighter.Piece;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextMateGrammarTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private final Highlighter highlighter =
      new Highlighter(ROOT.resolve("editors/textmate/actp.tmLanguage.json"));

  /** Every source of the project that parses. */
  static Stream<Path> valid() {
    return Stream.of("test-fixtures/src", "policy-examples", "cli/src/main/resources")
        .flatMap(folder -> sources(ROOT.resolve(folder)).stream());
  }

  private static List<Path> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".actp"))
          .filter(TextMateGrammarTest::parses)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean parses(Path file) {
    try {
      return Parser.parse(new SourceFile(file.toString(), Files.readString(file))).tree() != null;
    } catch (IOException notText) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void nothingInAValidFileIsShownAsInvalid(Path file) throws IOException {
    assertThat(highlighter.pieces(Files.readString(file))).filteredOn(Piece::isInvalid).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clauses", "every_step_test", "guardrail", "library", "support"})
  void everyPieceHasTheScopeThatStandsBesideIt(String name) throws IOException {
    Path folder = Corpus.folder("syntax/valid");
    String text = Files.readString(folder.resolve(name + ".actp"));
    String actual =
        highlighter.pieces(text).stream()
            .map(
                piece ->
                    "%d: %s  %s"
                        .formatted(
                            piece.line(),
                            piece.text(),
                            String.join(" ", piece.scopes().subList(1, piece.scopes().size()))))
            .collect(Collectors.joining("\n", "", "\n"));
    Path golden = Corpus.folder("highlight").resolve(name + ".scopes");
    assertThat(actual).isEqualTo(Corpus.golden(golden, actual));
  }

  /** A word that the language's grammar gains has to gain a colour. */
  @Test
  void everyWordOfTheGrammarHasAScopeSomewhere() throws IOException {
    String grammar =
        Files.readString(ROOT.resolve("dsl/src/main/antlr4/dev/actp/dsl/parser/grammar/Actp.g4"));
    Matcher word = Pattern.compile("(?m)^[A-Z]+ : '([a-z]+)' ;$").matcher(grammar);
    Set<String> words = new TreeSet<>();
    while (word.find()) {
      words.add(word.group(1));
    }
    assertThat(words).hasSizeGreaterThan(80);
    Set<String> coloured =
        valid()
            .flatMap(this::pieces)
            .filter(piece -> piece.scope().matches("(keyword|storage|constant|support)\\..*"))
            .flatMap(piece -> Stream.of(piece.text().split("\\s+")))
            .collect(Collectors.toSet());
    assertThat(coloured).containsAll(words);
  }

  private Stream<Piece> pieces(Path file) {
    try {
      return highlighter.pieces(Files.readString(file)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          require amount <= 5min           | 5min       | invalid.illegal.literal.actp
          limit 1,000 per day              | 1,000      | invalid.illegal.literal.actp
          at 2026-1-20                     | 2026-1-20  | invalid.illegal.literal.actp
          require x == 9:00                | 9:00       | invalid.illegal.literal.actp
          require x == 500USD              | 500USD     | invalid.illegal.literal.actp
          require x == 007                 | 007        | invalid.illegal.literal.actp
          require a && b                   | &&         | invalid.illegal.character.actp
          require größe > 1                | ö          | invalid.illegal.character.actp
          capability a on "x{{y}}" {}      | {          | invalid.illegal.brace.actp
          require a == "x\\n"              | \\n        | invalid.illegal.escape.actp
          """)
  void whatTheLanguageRefusesIsShownAsInvalid(String source, String piece, String scope) {
    assertThat(highlighter.pieces(source))
        .anySatisfy(
            found -> {
              assertThat(found.text()).isEqualTo(piece);
              assertThat(found.scope()).isEqualTo(scope);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          require limit == after and x == window  | limit   | variable.other.actp
          require limit == after and x == window  | after   | variable.other.actp
          require limit == after and x == window  | window  | variable.other.actp
          require order.limit > 5                 | limit   | variable.other.member.actp
          require on in ["a"]                     | on      | variable.other.actp
          require x matches "a*"                  | *       | keyword.operator.wildcard.actp
          require x == "a*{session.y}"            | a*{session.y} | string.quoted.double.actp
          """)
  void aWordIsWhatStandsAroundItSays(String source, String piece, String scope) {
    assertThat(highlighter.pieces(source))
        .anySatisfy(
            found -> {
              assertThat(found.text()).isEqualTo(piece);
              assertThat(found.scope()).isEqualTo(scope);
            });
  }

  @Test
  void theExtensionNamesFilesThatAreThere() throws IOException {
    String manifest = Files.readString(ROOT.resolve("editors/package.json"));
    Matcher path = Pattern.compile("\"\\./([^\"]+)\"").matcher(manifest);
    List<String> named = path.results().map(result -> result.group(1)).toList();
    assertThat(named).hasSize(2);
    assertThat(named).allSatisfy(file -> assertThat(ROOT.resolve("editors/" + file)).exists());
  }
}
