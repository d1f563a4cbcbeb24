package dev.actp.runtime.registry;

import dev.actp.runtime.policy.Policy;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version of a policy as it was activated. The newest is in force, unless the policy was retired.
 *
 * @param id the policy's id, the same for all its versions
 * @param number counts activations, from 1
 * @param digest lower-case hex SHA-256 of the compiled policy's canonical form
 * @param main the path, within {@code files}, of the file that declares the policy
 * @param ofFolder whether it was read from the policy folder, and ends when its file is gone
 * @param files the source texts by path, imports included: enough to compile it again
 * @param record the index of the record of its activation, or {@link #UNKNOWN}: what is decided
 *     behind it is decided under this version, whatever the clock says
 */
public record PolicyVersion(
    String id,
    int number,
    Policy.Kind kind,
    String name,
    String version,
    String digest,
    String main,
    boolean ofFolder,
    SortedMap<String, String> files,
    Instant activated,
    long record,
    Origin origin) {
  /** What {@code record} is of versions from before that was kept. */
  public static final long UNKNOWN = -1;

  public PolicyVersion {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** One of which nobody wrote down how it came to be in force. */
  public PolicyVersion(
      String id,
      int number,
      Policy.Kind kind,
      String name,
      String version,
      String digest,
      String main,
      boolean ofFolder,
      SortedMap<String, String> files,
      Instant activated,
      long record) {
    this(
        id,
        number,
        kind,
        name,
        version,
        digest,
        main,
        ofFolder,
        files,
        activated,
        record,
        Origin.UNKNOWN);
  }
}
