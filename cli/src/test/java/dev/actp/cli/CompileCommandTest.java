package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.fixtures.Corpus;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompileCommandTest {
  private static final Path EXAMPLES = Path.of("../policy-examples");

  @TempDir Path folder;

  static Stream<Arguments> listings() {
    return Stream.of("analytics", "customer-support", "devops", "finance", "healthcare", "mail")
        .flatMap(name -> Stream.of("ir", "drl").map(what -> Arguments.of(name, what)));
  }

  @ParameterizedTest
  @MethodSource("listings")
  void anExampleIsListed(String name, String what) {
    Shell.Ran ran = new Shell(EXAMPLES).actp("compile", "--emit", what, name + ".actp");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    Path golden = Corpus.folder("compile").resolve(name + "." + what);
    assertThat(ran.out()).isEqualTo(Corpus.golden(golden, ran.out()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--emit=ir mail_test.actp | there is no policy in `mail_test.actp`",
        "--emit=ir . | there are 6 policies in `.`; name the file of one",
        "--emit=ir nosuch.actp | `nosuch.actp`",
        "--emit=asm mail.actp | asm",
        "mail.actp | --emit",
      })
  void whatCannotBeListedIsUnusable(String words, String why) {
    Shell.Ran ran = new Shell(EXAMPLES).actp(("compile " + words).split(" "));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(why);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void aPolicyWithAnErrorIsShownInsteadOfListed() {
    Shell shell =
        new Shell(folder).file("a.actp", "policy \"a\" version \"1\"\nsession x: strin\n");
    Shell.Ran ran = shell.actp("compile", "--emit", "drl", "a.actp");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err() + ran.out()).contains("strin").doesNotContain("package");
  }
}
