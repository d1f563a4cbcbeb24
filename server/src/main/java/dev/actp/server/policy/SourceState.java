package dev.actp.server.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the place stands that policies are taken from.
 *
 * @param source what it is called; empty where there is none
 * @param revision what it calls the state that is in force, such as a commit; else empty
 * @param read when it was last read whole and in order, or null
 * @param problems why its last state is not in force; none where it is
 * @param since since when it is not, or null
 */
public record SourceState(
    String source,
    String revision,
    @Nullable Instant read,
    List<String> problems,
    @Nullable Instant since) {
  /** Of a server that takes policies from nowhere but its callers. */
  public static final SourceState NONE = new SourceState("", "", null, List.of(), null);

  public SourceState {
    problems = List.copyOf(problems);
  }

  /** Whether what it holds is not in force, or it cannot be read. */
  public boolean behind() {
    return !problems.isEmpty();
  }

  SourceState good(String newRevision, Instant now) {
    return new SourceState(source, newRevision, now, List.of(), null);
  }

  SourceState bad(List<String> why, Instant now) {
    return new SourceState(source, revision, read, why, since == null ? now : since);
  }
}
