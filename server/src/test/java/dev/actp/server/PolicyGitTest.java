package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.policy.GitSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A branch that is looked at again: each head is taken whole, and the branch does not go back. */
class PolicyGitTest {
  private static final Instant MONDAY = Instant.parse("2026-02-16T08:00:00Z");
  private static final String SHOP =
      """
      policy "shop" version "1"
      capability refund on "order/*" { require amount <= 100 }
      """;

  @TempDir private Path temp;
  private Path repository;
  private Git git;
  private RevCommit first;
  private TestServer test;
  private Client client;

  @BeforeEach
  void start() throws IOException, GitAPIException {
    repository = temp.resolve("repository");
    git = Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call();
    write("shop.actp", SHOP);
    write(".hidden/other.actp", "no policy");
    Files.writeString(repository.resolve("README.actp"), "no policy either");
    first = commit(MONDAY);
    test = TestServer.over(temp.resolve("data"), this::watching);
    client = test.client();
  }

  @AfterEach
  void stop() {
    git.close();
    test.close();
  }

  private Config watching(Config config) {
    GitSource source =
        GitSource.parse("git:repository#main:policies", temp)
            .orElseThrow(() -> new AssertionError("no source"));
    return config.withPolicies(source, Duration.ofDays(1)).withMetrics("127.0.0.1", 0);
  }

  private void write(String name, String text) throws IOException {
    Path file = repository.resolve("policies").resolve(name);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private RevCommit commit(Instant at) throws GitAPIException {
    git.add().addFilepattern(".").call();
    PersonIdent who = new PersonIdent("ann", "ann@example.com", at, ZoneOffset.UTC);
    return git.commit()
        .setMessage("a change")
        .setAuthor(who)
        .setCommitter(who)
        .setSign(false)
        .call();
  }

  private void poll() {
    test.server().pollPolicies();
  }

  private String number() {
    return client.get("/v1/policies/shop").expect(200).text("number");
  }

  private String problem() {
    return new Client(client.http(), "http://127.0.0.1:" + test.server().metricsPort(), Map.of())
        .get("/health")
        .text("policy_source.problems.0");
  }

  private String revision() {
    return client.get("/v1/policies/shop/history").expect(200).text("versions.0.revision");
  }

  @Test
  void aHeadIsTakenAtOnceAndItsCommitRecorded() throws IOException, GitAPIException {
    assertThat(revision()).isEqualTo(first.name() + " 2026-02-16T08:00:00Z");
    write("shop.actp", SHOP.replace("100", "500"));
    RevCommit second = commit(MONDAY.plusSeconds(1));

    poll();

    assertThat(number()).isEqualTo("2");
    assertThat(revision()).startsWith(second.name());
    assertThat(client.get("/v1/audit?action=activate_policy&limit=1").expect(200).body())
        .contains(second.name());
    poll();
    assertThat(number()).isEqualTo("2");
  }

  @Test
  void aHeadWithAMistakeIsRefused() throws IOException, GitAPIException {
    write("shop.actp", SHOP.replace("capability", "capabilty"));
    commit(MONDAY.plusSeconds(1));

    poll();

    assertThat(number()).isEqualTo("1");
    assertThat(problem()).contains("capabilty");
  }

  @Test
  void theBranchDoesNotGoBackAlsoNotOverARestart() throws IOException, GitAPIException {
    write("shop.actp", SHOP.replace("100", "50"));
    commit(MONDAY.plusSeconds(1));
    poll();
    git.reset().setMode(ResetCommand.ResetType.HARD).setRef(first.name()).call();

    poll();

    assertThat(number()).isEqualTo("2");
    assertThat(problem()).contains(first.name(), "was committed at 2026-02-16T08:00:00Z, before");
    test.restart(this::watching);
    client = test.client();
    assertThat(number()).isEqualTo("2");
    assertThat(problem()).contains(first.name());
    assertThat(test.server().notes().toString()).contains("stay as they were");

    write("shop.actp", SHOP.replace("100", "70"));
    commit(MONDAY.plusSeconds(2));
    poll();
    assertThat(number()).isEqualTo("3");
    assertThat(problem()).isEmpty();
  }

  @Test
  void aRepositoryThatIsAwayTakesNothingAway() throws IOException {
    Path away = temp.resolve("away");
    Files.move(repository, away);

    poll();
    assertThat(number()).isEqualTo("1");
    assertThat(problem()).contains("cannot be taken");
    test.restart(this::watching);
    client = test.client();
    assertThat(number()).isEqualTo("1");

    Files.move(away, repository);
    poll();
    assertThat(problem()).isEmpty();
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws IOException, GitAPIException {
    write("long.actp", "/".repeat(256 * 1024 + 1));
    commit(MONDAY.plusSeconds(1));

    poll();

    assertThat(problem()).contains("policies/long.actp", "262,144 bytes");
  }

  @Test
  void aFolderThatIsNotThereIsNoEmptyOne() throws IOException, GitAPIException {
    Files.move(repository.resolve("policies"), repository.resolve("elsewhere"));
    git.rm().addFilepattern("policies/shop.actp").call();
    RevCommit moved = commit(MONDAY.plusSeconds(1));

    poll();

    assertThat(problem()).contains(moved.name(), "no .actp file in `policies/`");
    assertThat(number()).isEqualTo("1");
    assertThat(client.get("/v1/policies/shop/history").expect(200).text("versions.0.in_force"))
        .isEqualTo("true");
  }

  @Test
  void withoutTheBranchNothingStartsThatHasNoPolicies() {
    GitSource none = GitSource.parse("git:repository#none", temp).orElseThrow(AssertionError::new);
    Config config = Config.of(temp.resolve("other")).at("127.0.0.1", 0);

    assertThat(ActpServer.start(config.withPolicies(none, null)))
        .isInstanceOf(Start.Failed.class)
        .asString()
        .contains("there is no branch `none`");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "policies",
        "git:",
        "git:#main",
        "git:x#",
        "git:x#a..b",
        "git:x#main:",
        "git:x#main:../y",
        "git:x#main:/y",
        "git:x#main:.git",
        "git:ssh://example.com/x",
        "git:https://user:secret@example.com/x",
        "git:https://example.com/x?token=secret",
      })
  void isNoBranch(String text) {
    assertThat(GitSource.parse(text, temp)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git:https://example.com/x.git#main",
        "git:http://example.com/x.git#main:a/b",
        "git:file:///srv/x.git#release/1",
      })
  void isABranch(String text) {
    assertThat(GitSource.parse(text, temp)).get().hasToString(text);
  }
}
