package dev.actp.runtime.policy;

/**
 * How far tokens under a policy may be handed on: {@code depth} links below the root, 0 to {@value
 * #DEPTH_MAX}; {@code attenuated} demands strict narrowing.
 */
public record Delegation(int depth, boolean attenuated) {
  /** How often a token is handed on at most: a chain has 8 links, the root among them. */
  public static final int DEPTH_MAX = 7;

  public static final Delegation NONE = new Delegation(0, false);
}
