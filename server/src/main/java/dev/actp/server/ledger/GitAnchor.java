package dev.actp.server.ledger;

import dev.actp.runtime.ledger.Checkpoint;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.server.git.GitBranch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * A branch of a Git repository, with one file for each ledger: its newest checkpoint, as a signed
 * note. Each new one is a commit on top, pushed without force, so that the branch is the history of
 * all of them, and a repository that refuses to rewrite branches keeps that history.
 *
 * @param seconds how long the repository may say nothing, each time it is asked something
 */
record GitAnchor(String place, String branch, int seconds, InstantSource clock)
    implements KeptAnchor {
  static final String BRANCH = "actp-checkpoints";
  static final int LONGEST_SECONDS = 10;
  private static final GitBranch.Most MOST = new GitBranch.Most(MOST_LEDGERS, 64 * 1024, 64L << 20);

  /** Behind the origin, which is the rest of the file's path. */
  private static final String SUFFIX = ".checkpoint";

  @Override
  public String name() {
    return "git:" + place + "#" + branch;
  }

  @Override
  public void write(SignedNote note, Checkpoint checkpoint) throws IOException {
    try (GitBranch head = GitBranch.fetch(place, branch, seconds)) {
      head.push(
          checkpoint.origin() + SUFFIX,
          note.toString().getBytes(StandardCharsets.UTF_8),
          "%s: %d records".formatted(checkpoint.origin(), checkpoint.size()),
          clock.instant());
    }
  }

  @Override
  public Map<String, Checkpoint> last() throws IOException {
    Map<String, Checkpoint> last = new TreeMap<>();
    try (GitBranch head = GitBranch.fetch(place, branch, seconds)) {
      for (var file : head.files(file -> true, MOST).entrySet()) {
        Checkpoint checkpoint =
            SignedNote.parse(new String(file.getValue(), StandardCharsets.UTF_8))
                .flatMap(note -> Checkpoint.parse(note.text()))
                .filter(read -> file.getKey().equals(read.origin() + SUFFIX))
                .orElseThrow(
                    () ->
                        new IOException("`" + file.getKey() + "` is no checkpoint of its ledger"));
        last.put(checkpoint.origin(), checkpoint);
      }
    }
    return last;
  }
}
