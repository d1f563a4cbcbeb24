package dev.actp.server.policy;

import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.server.git.GitBranch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The head of a branch of a Git repository, or a folder of it: its {@code .actp} files, but for
 * hidden ones and for links. Fetched without its history, and again only where the head is another
 * one. Credentials are those of the user's {@code .netrc}.
 *
 * <p>A branch does not go back by itself: a head that was committed before the one that is in force
 * is refused, as one that an outdated copy of the repository shows.
 */
public final class GitSource implements PolicySource {
  /** What the text of one begins with. */
  public static final String SCHEME = "git:";

  private static final String MAIN = "main";

  /** A commit, and when it was committed. */
  private static final Pattern REVISION = Pattern.compile("[0-9a-f]{40,64} (\\d{4}-[\\d:T-]+Z)");

  private static final int SILENT_SECONDS = 10;
  private static final GitBranch.Most MOST =
      new GitBranch.Most(10_000, SourceLoader.MAX_BYTES, Snapshot.BYTES_MAX);

  private final String place;
  private final String branch;
  private final String folder;
  private @Nullable Head last;

  /** No head that was committed before this is taken. */
  private Instant floor = Instant.MIN;

  private record Head(String commit, Snapshot snapshot) {}

  private GitSource(String place, String branch, String folder) {
    this.place = place;
    this.branch = branch;
    this.folder = folder;
  }

  /**
   * Reads {@code git:PLACE[#BRANCH[:FOLDER]]}, where a place is a path, {@code file://}, {@code
   * https://} or {@code http://}; nothing where it is none. A branch that is left out is {@code
   * main}. An address that holds a credential is none.
   *
   * @param current what a path is relative to
   */
  public static Optional<GitSource> parse(String text, Path current) {
    if (!text.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String rest = text.substring(SCHEME.length());
    int hash = rest.indexOf('#');
    String place = hash < 0 ? rest : rest.substring(0, hash);
    String where = hash < 0 ? MAIN : rest.substring(hash + 1);
    int colon = where.indexOf(':');
    String branch = colon < 0 ? where : where.substring(0, colon);
    List<String> folder =
        colon < 0 ? List.of() : Arrays.asList(where.substring(colon + 1).split("/", -1));
    boolean plain = folder.stream().noneMatch(part -> part.isEmpty() || part.startsWith("."));
    if (place.isEmpty() || !plain || !Repository.isValidRefName(Constants.R_HEADS + branch)) {
      return Optional.empty();
    }
    String under = folder.isEmpty() ? "" : String.join("/", folder) + "/";
    if (place.matches("(?:https?|file)://.*")) {
      return place.contains("@") || place.contains("?")
          ? Optional.empty()
          : Optional.of(new GitSource(place, branch, under));
    }
    return place.contains("://")
        ? Optional.empty()
        : Optional.of(new GitSource(current.resolve(place).toString(), branch, under));
  }

  @Override
  public void resume(List<String> revisions) {
    for (String revision : revisions) {
      Matcher parts = REVISION.matcher(revision);
      if (parts.matches()) {
        Instant at = Instant.parse(parts.group(1));
        floor = at.isAfter(floor) ? at : floor;
      }
    }
  }

  @Override
  public Snapshot read() throws IOException {
    try {
      return fetch();
    } catch (IOException e) {
      throw new IOException("%s cannot be taken: %s".formatted(this, e.getMessage()), e);
    }
  }

  private Snapshot fetch() throws IOException {
    Head known = last;
    String commit = known == null ? null : known.commit();
    try (GitBranch fetched = GitBranch.fetch(place, branch, SILENT_SECONDS, commit)) {
      String head =
          fetched.head().orElseThrow(() -> new IOException("there is no branch `" + branch + "`"));
      if (known != null && head.equals(known.commit())) {
        return known.snapshot();
      }
      Instant at = fetched.committed();
      if (at.isBefore(floor)) {
        throw new IOException(
            "its head %s was committed at %s, before what was taken earlier, of %s; to go back, revert in a new commit"
                .formatted(head, at, floor));
      }
      SortedMap<String, byte[]> files = new TreeMap<>();
      fetched
          .files(this::wanted, MOST)
          .forEach((path, bytes) -> files.put(path.substring(folder.length()), bytes));
      if (files.isEmpty() && !folder.isEmpty()) {
        throw new IOException(
            "its head %s has no .actp file in `%s`: what is in force stays"
                .formatted(head, folder));
      }
      Snapshot snapshot = new Snapshot(head + " " + at, files);
      last = new Head(head, snapshot);
      floor = at;
      return snapshot;
    }
  }

  private boolean wanted(String path) {
    String inside = path.startsWith(folder) ? path.substring(folder.length()) : "";
    return inside.endsWith(".actp")
        && Arrays.stream(inside.split("/", -1))
            .noneMatch(part -> part.isEmpty() || part.startsWith("."));
  }

  @Override
  public boolean whole() {
    return true;
  }

  @Override
  public String toString() {
    String under = folder.isEmpty() ? "" : ":" + folder.substring(0, folder.length() - 1);
    return SCHEME + place + "#" + branch + under;
  }
}
