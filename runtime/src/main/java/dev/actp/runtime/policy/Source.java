package dev.actp.runtime.policy;

/**
 * Where a part of a policy was written, for people. Takes no part in the policy's digest.
 *
 * @param text the part in canonical layout, on one line
 * @param file the path as it was given
 * @param line from 1
 * @param column from 1, in code points
 */
public record Source(String text, String file, int line, int column) {
  public static final Source NONE = new Source("", "", 0, 0);
}
