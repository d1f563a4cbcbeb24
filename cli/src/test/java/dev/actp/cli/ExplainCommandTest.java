package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.fixtures.Corpus;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplainCommandTest {
  private static final String CORPUS = "explain";

  @TempDir Path folder;

  static List<Path> cases() {
    return Corpus.files(CORPUS, ".args");
  }

  @BeforeEach
  void copyPolicies() throws IOException {
    copy(Corpus.folder(CORPUS), folder);
    copy(Path.of("../policy-examples"), Files.createDirectory(folder.resolve("policy-examples")));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private Shell.Ran explain(Path request, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("explain"));
    words.addAll(Files.readAllLines(request));
    Stream.of(more).filter(word -> !words.contains(word)).forEach(words::add);
    return new Shell(folder).actp(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aDerivationShowsEveryPart(Path request) throws IOException {
    Shell.Ran ran = explain(request);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo(Corpus.golden(Corpus.beside(request, ".txt"), ran.out()));
  }

  /** What the tree shows and what was decided are found in different ways, and have to agree. */
  @ParameterizedTest
  @MethodSource("cases")
  void theTreeAgreesWithTheDecision(Path request) throws IOException {
    Value.Struct derivation = Documents.read(explain(request, "--format=json").out());
    List<Value.Struct> rules =
        list(derivation, "policies").stream()
            .flatMap(policy -> list(policy, "parts").stream())
            .toList();
    boolean monitored =
        list(derivation, "policies").stream().anyMatch(policy -> is(policy, "verdict", "monitors"));
    if (!rules.isEmpty() && !monitored) {
      assertThat(folded(rules)).isEqualTo(Documents.text(derivation, "outcome"));
    }
  }

  private static String folded(List<Value.Struct> rules) {
    if (rules.stream().anyMatch(rule -> is(rule, "verdict", "applies"))) {
      return "deny";
    }
    boolean asked = any(rules, "approval", "asks");
    if (any(rules, "capability", "grants")) {
      return asked ? "needs_approval" : "allow";
    }
    return any(rules, "capability", "waits") ? "needs_approval" : "deny";
  }

  private static boolean any(List<Value.Struct> rules, String kind, String verdict) {
    return rules.stream().anyMatch(rule -> is(rule, "kind", kind) && is(rule, "verdict", verdict));
  }

  private static boolean is(Value.Struct part, String name, String word) {
    return Documents.text(part, name).equals(word);
  }

  private static List<Value.Struct> list(Value.Struct parent, String name) {
    return parent.members().get(name) instanceof Value.Sequence(List<Value> elements)
        ? elements.stream().map(Value.Struct.class::cast).toList()
        : List.of();
  }

  @Test
  void coloursAreForTerminals() {
    Shell shell = new Shell(folder);
    String[] words = {
      "explain", "floor.actp", "--action=x", "--at=2026-02-16T10:00:00Z", "--resource=a"
    };
    assertThat(shell.actp(words).out()).doesNotContain("\u001b");
    assertThat(shell.onTerminal().actp(words).out()).contains("\u001b[1;31mdeny\u001b[0m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "desk.actp | a request names its `action`",
        "desk.actp --action=x --context={ | `--context` holds no JSON object: ",
        "desk.actp --action=x --context=[] | `--context` holds no JSON object: ",
        "desk.actp --action=x --context=@none.json | there is no file `none.json`",
        "desk.actp --action=x --at=noon | `at` is a time with its offset",
        "desk.actp --action=x --ip=here | `ip` is an address, such as `192.0.2.1`, not `here`",
        "desk.actp --request=typo.json | a request has no `acton`, but `action`, `agent`, ",
        "hours.actp --action=x | there is no policy in `hours.actp`",
        "none.actp --action=x | there is no file or folder `none.actp`",
        "floor.actp twin.actp --action=x | two of these policies are called `floor`",
      })
  void wrongUsageSaysWhatIsMeant(String words, String why) {
    Shell shell =
        new Shell(folder)
            .file("typo.json", "{\"acton\": \"refund\"}")
            .file("twin.actp", "guardrail \"floor\" version \"1\"\n");
    Shell.Ran ran = shell.actp(("explain " + words).split(" "));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("actp: " + why);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void aPolicyWithAnErrorIsNotExplained() {
    Shell.Ran ran = new Shell(folder).actp("explain", "broken.actp", "--action=refund");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("did you mean `amount`?");
    assertThat(ran.out()).isEmpty();
  }
}
