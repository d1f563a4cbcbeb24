package dev.actp.runtime.token;

/**
 * The life of a key. It only moves forward; {@link #COMPROMISED} can be reached from anywhere and
 * left never.
 */
public enum KeyState {
  /**
   * Published, so that verifiers know it before its first signature; signs and verifies nothing
   * yet.
   */
  PENDING,
  /** Signs and verifies. */
  ACTIVE,
  /** Verifies what it signed earlier. */
  VERIFY_ONLY,
  /** Verifies nothing any more. */
  RETIRED,
  /** Verifies nothing, at once: what it signed may be forged. */
  COMPROMISED;

  /** Whether signatures by a key in this state count. */
  public boolean verifies() {
    return this == ACTIVE || this == VERIFY_ONLY;
  }

  /** Whether the key is in the published set. */
  public boolean published() {
    return this == PENDING || verifies();
  }

  /** Whether a key may go from this state to another. */
  public boolean mayBecome(KeyState next) {
    return this != COMPROMISED && next.compareTo(this) > 0;
  }
}
