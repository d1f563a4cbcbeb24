package dev.actp.runtime.policy;

/**
 * How far tokens under a policy may be handed on: {@code depth} links below the root; {@code
 * attenuated} demands strict narrowing.
 */
public record Delegation(int depth, boolean attenuated) {
  public static final Delegation NONE = new Delegation(0, false);
}
