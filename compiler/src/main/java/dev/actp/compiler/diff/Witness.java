package dev.actp.compiler.diff;

import java.util.List;

/**
 * A session that ends otherwise under the new version than under the old one; both were decided by
 * the production engine, in a state of their own.
 *
 * @param before what its last request came to under the old version, in a few words
 * @param after what it came to under the new one
 */
public record Witness(
    Direction direction, Scene scene, List<Step> steps, String before, String after) {
  public Witness {
    steps = List.copyOf(steps);
  }
}
