package dev.actp.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.server.git.GitBranch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints as commits of a branch. */
class GitAnchorTest {
  private static final String BRANCH = "refs/heads/anchors";
  private static final Instant NOW = Instant.parse("2026-02-16T10:00:00Z");

  @TempDir Path temp;
  private Repository repository;
  private String path;

  @BeforeEach
  void create() throws IOException {
    Path place = temp.resolve("anchors.git");
    path = place.toString();
    repository = new RepositoryBuilder().setBare().setGitDir(place.toFile()).build();
    repository.create(true);
  }

  @AfterEach
  void close() {
    repository.close();
  }

  private static GitAnchor anchor(String place) {
    return new GitAnchor(place, "anchors", 1, InstantSource.fixed(NOW));
  }

  private static GitBranch.Most most(int files) {
    return new GitBranch.Most(files, 64 * 1024, 64 * 1024);
  }

  private static Checkpoint checkpoint(String tenant, long size) {
    byte[] root = new byte[32];
    root[0] = (byte) size;
    return new Checkpoint(Checkpoint.origin(tenant), size, root);
  }

  private static SignedNote note(Checkpoint checkpoint) {
    byte[] signature = new byte[68];
    return new SignedNote(
        checkpoint.text(), List.of(new SignedNote.Signature(checkpoint.origin(), signature)));
  }

  private static void write(GitAnchor anchor, Checkpoint checkpoint) throws IOException {
    anchor.write(note(checkpoint), checkpoint);
  }

  /** The messages of the branch, newest first. */
  private List<String> history() throws IOException {
    List<String> messages = new ArrayList<>();
    try (RevWalk commits = new RevWalk(repository)) {
      commits.markStart(commits.parseCommit(repository.resolve(BRANCH)));
      for (RevCommit one : commits) {
        messages.add(one.getShortMessage());
        assertThat(one.getAuthorIdent().getWhenAsInstant()).isEqualTo(NOW);
      }
    }
    return messages;
  }

  @Test
  void eachCheckpointIsACommitAndEachLedgerHasItsNewest() throws IOException {
    GitAnchor anchor = anchor(path);
    assertThat(anchor.last()).isEmpty();
    write(anchor, checkpoint("a", 1));
    write(anchor, checkpoint("b", 2));
    write(anchor, checkpoint("a", 3));

    assertThat(history())
        .containsExactly(
            "actp/ledger/a: 3 records", "actp/ledger/b: 2 records", "actp/ledger/a: 1 records");
    assertThat(anchor(path).last())
        .hasSize(2)
        .hasEntrySatisfying("actp/ledger/a", one -> assertThat(one.size()).isEqualTo(3))
        .hasEntrySatisfying("actp/ledger/b", one -> assertThat(one.size()).isEqualTo(2));
    assertThat(repository.getRefDatabase().getRefsByPrefix("refs/heads/")).hasSize(1);
  }

  @Test
  void overHttpAsWell() throws IOException {
    try (GitOverHttp served = new GitOverHttp(repository, false)) {
      GitAnchor anchor = anchor(served.address());
      write(anchor, checkpoint("a", 1));
      write(anchor, checkpoint("a", 2));
      assertThat(anchor.last().values()).extracting(Checkpoint::size).containsExactly(2L);
    }
    assertThat(history()).hasSize(2);
  }

  @Test
  void whoWasSlowerDoesNotOverwrite() throws IOException {
    write(anchor(path), checkpoint("a", 1));
    try (GitBranch head = GitBranch.fetch(path, "anchors", 1)) {
      write(anchor(path), checkpoint("a", 2));
      ObjectId newest = repository.resolve(BRANCH);
      assertThatThrownBy(() -> head.push("x.checkpoint", new byte[0], "x", NOW))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("REJECTED");
      assertThat(repository.resolve(BRANCH)).isEqualTo(newest);
    }
  }

  @Test
  void aBranchThatHoldsSomethingElseIsNoAnchor() throws IOException {
    byte[] other = note(checkpoint("b", 1)).toString().getBytes(StandardCharsets.UTF_8);
    for (String file : List.of("README.md", "actp/ledger/a.checkpoint")) {
      try (GitBranch head = GitBranch.fetch(path, "anchors", 1)) {
        head.push(file, other, "something else", NOW);
      }
      assertThatThrownBy(() -> anchor(path).last())
          .isInstanceOf(IOException.class)
          .hasMessage("`README.md` is no checkpoint of its ledger");
    }
  }

  @Test
  void filesAreBounded() throws IOException {
    write(anchor(path), checkpoint("a", 1));
    write(anchor(path), checkpoint("b", 1));
    try (GitBranch head = GitBranch.fetch(path, "anchors", 1)) {
      assertThat(head.files(file -> true, most(2))).hasSize(2);
      assertThatThrownBy(() -> head.files(file -> true, most(1)))
          .hasMessageStartingWith("the branch has more than 1 files");
    }
  }

  @Test
  void aRepositoryThatIsNotThereOrLetsNobodyInOrSaysNothingIsAFailure() throws IOException {
    assertThatThrownBy(() -> anchor(temp.resolve("none").toString()).last())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not found");
    try (GitOverHttp closed = new GitOverHttp(repository, true)) {
      assertThatThrownBy(() -> anchor(closed.address()).last())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not authorized");
    }
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> anchor("http://127.0.0.1:" + silent.getLocalPort() + "/anchors.git").last())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("time out");
    }
  }
}
