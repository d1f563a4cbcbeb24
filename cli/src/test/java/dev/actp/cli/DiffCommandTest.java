package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.fixtures.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
  private static final Path CORPUS = Corpus.folder("diff");

  @TempDir Path folder;

  private static String desk() throws IOException {
    return Files.readString(CORPUS.resolve("old/desk.actp"));
  }

  private Shell.Ran diff(String before, String after, String... options) {
    List<String> words = new ArrayList<>(List.of("diff", "old.actp", "new.actp"));
    words.addAll(List.of(options));
    return new Shell(folder)
        .file("old.actp", before)
        .file("new.actp", after)
        .actp(words.toArray(String[]::new));
  }

  /** One edit of a policy, and what has to be said of it; back again it has to say the opposite. */
  @ParameterizedTest
  @CsvFileSource(
      files = "../test-fixtures/src/main/resources/dev/actp/fixtures/diff/edits.csv",
      delimiter = '|',
      quoteCharacter = '\'',
      useHeadersInDisplayName = true)
  void anEditIsSeenForWhatItIs(String from, String to, String there, String back)
      throws IOException {
    String before = desk();
    assertThat(before).contains(from);
    String after = before.replace(from, to == null ? "" : to);
    assertThat(summary(diff(before, after))).isEqualTo(there);
    assertThat(summary(diff(after, before))).isEqualTo(back);
  }

  private static String summary(Shell.Ran ran) {
    assertThat(ran.err()).isEmpty();
    List<String> lines = ran.out().lines().toList();
    return lines.getLast();
  }

  @ParameterizedTest
  @CsvSource({"text, txt", "markdown, md", "json, json"})
  void aFolderIsComparedWhole(String format, String ending) {
    Shell.Ran ran = new Shell(CORPUS).actp("diff", "old", "new", "--format", format);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo(Corpus.golden(CORPUS.resolve("folders." + ending), ran.out()));
  }

  @Test
  void commentsLayoutAndOrderMeanNothing() throws IOException {
    String before = desk();
    String moved =
        "// a comment\n"
            + before
                .replace("  limit 5 per hour\n", "")
                .replace("  during office\n", "  during    office // always\n  limit 5 per hour\n")
                .replace("forbid refund on \"order://closed/*\"\n", "")
            + "/// Closed is closed.\nforbid refund on \"order://closed/*\"\n";
    assertThat(diff(before, moved, "--fail-on", "any"))
        .isEqualTo(new Shell.Ran(0, "no difference in meaning\n", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "<= 500, <= 600, widened, 4",
    "<= 500, <= 600, narrowed, 0",
    "<= 500, <= 400, narrowed, 4",
    "<= 500, <= 400, widened, 0",
    "<= 500, <= 400, any, 4",
    "audit retain 90d, audit retain 91d, narrowed, 4",
    "delegation depth 1, delegation depth 2, widened, 4",
    "delegation depth 1, delegation depth 2, narrowed, 0",
  })
  void aWayCanBeMadeToFail(String from, String to, String way, int exit) throws IOException {
    assertThat(diff(desk(), desk().replace(from, to), "--fail-on", way).exit()).isEqualTo(exit);
  }

  @Test
  void guardrailsAreComparedOverThePoliciesBesideThem() throws IOException {
    Shell shell = new Shell(folder);
    String guardrail = "guardrail \"floor\" version \"1\"\naction refund(amount: decimal, ...)\n";
    shell
        .file("old/desk.actp", desk())
        .file("new/desk.actp", desk())
        .file("old/floor.actp", guardrail)
        .file("new/floor.actp", guardrail + "forbid refund on \"**\" when amount > 200\n");
    Shell.Ran ran = shell.actp("diff", "old", "new");
    assertThat(ran.out())
        .contains("narrowed  floor\n", "now:    deny by forbidden (forbid refund on \"**\"")
        .endsWith("1 change: 1 narrowed\n");
  }

  @Test
  void aPolicyThatIsGonePermitsLessAndANewOneMore() throws IOException {
    String guard = "policy \"guard\" version \"1\"\nforbid any action on \"x://**\"\n";
    Shell shell = new Shell(folder).file("both/desk.actp", desk()).file("both/guard.actp", guard);
    shell.file("one/desk.actp", desk()).file("other/guard.actp", guard);

    Shell.Ran gone = shell.actp("diff", "both", "other", "--fail-on", "widened");
    assertThat(gone.exit()).isZero();
    assertThat(gone.out()).contains("narrowed  desk, refund").doesNotContain("session customer:");
    Shell.Ran come = shell.actp("diff", "other", "both", "--fail-on", "narrowed");
    assertThat(come.exit()).isZero();
    assertThat(come.out()).contains("widened  desk, refund");
    Shell.Ran rules = shell.actp("diff", "both", "one", "--fail-on", "widened");
    assertThat(rules.exit()).isZero();
    assertThat(rules.out()).endsWith("1 change: 1 narrowed; 1 not shown by a witness\n");
  }

  @Test
  void aGuardrailThatIsGonePermitsMore() throws IOException {
    Shell shell = new Shell(folder).file("old/desk.actp", desk()).file("new/desk.actp", desk());
    shell.file(
        "old/floor.actp",
        """
        guardrail "floor" version "1"
        action refund(amount: decimal, ...)
        forbid refund on "**"
        """);
    Shell.Ran gone = shell.actp("diff", "old", "new", "--fail-on", "widened");
    assertThat(gone.exit()).as(gone.err()).isEqualTo(4);
    assertThat(gone.out()).contains("widened  floor\n").endsWith("1 change: 1 widened\n");
    assertThat(shell.actp("diff", "new", "old", "--fail-on", "widened").exit()).isZero();
  }

  @Test
  void theCommittedVersionIsTheOldOne() throws IOException, InterruptedException {
    Shell shell = new Shell(folder).file("p/desk.actp", desk());
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "-m", "first");
    shell.file("p/desk.actp", desk().replace("limit 5 per hour", "limit 6 per hour"));
    Shell.Ran ran = shell.actp("diff", "--git", "HEAD", "p");
    assertThat(ran.out()).contains("(HEAD:p/desk.actp:21:3)", "(p/desk.actp:21:3)", "widened");
    assertThat(shell.actp("diff", "--git", "HEAD", "p/desk.actp").out()).contains("widened");
    assertThat(shell.actp("diff", "--git", "nowhere", "p"))
        .isEqualTo(new Shell.Ran(2, "", "actp: git knows no revision `nowhere` here\n"));
    assertThat(shell.actp("diff", "--git", "--help", "p").exit()).isEqualTo(2);
  }

  private void git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    int exit = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    assertThat(exit).isZero();
  }

  @Test
  void wrongUsageSaysWhatIsMeant() {
    Shell shell = new Shell(folder).file("a.actp", "policy \"a\" version \"1\"\n");
    assertThat(shell.actp("diff", "a.actp").err())
        .isEqualTo("actp: `diff` compares two paths: the old and the new policies\n");
    assertThat(shell.actp("diff", "--git", "HEAD", "a.actp", "a.actp").exit()).isEqualTo(2);
    assertThat(shell.actp("diff", "a.actp", "b.actp").exit()).isEqualTo(2);
    assertThat(shell.actp("diff", "a.actp", "a.actp", "--fail-on=wider").exit()).isEqualTo(2);
    assertThat(shell.actp("diff", "--git", "HEAD", "a.actp").exit()).isEqualTo(2);
  }

  @Test
  void aVersionWithAnErrorIsNotCompared() throws IOException {
    Shell.Ran ran = diff(desk(), desk().replace("amount <= 500", "amout <= 500"));
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("did you mean `amount`?");
    assertThat(ran.out()).isEmpty();
  }
}
