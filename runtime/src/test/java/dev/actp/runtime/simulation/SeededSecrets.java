package dev.actp.runtime.simulation;

import java.security.SecureRandom;
import java.util.Arrays;

/** Salts that are no secret, so that a seed gives the same world and no time is spent on them. */
final class SeededSecrets extends SecureRandom {
  private static final long serialVersionUID = 1;

  @Override
  public void nextBytes(byte[] bytes) {
    Arrays.fill(bytes, (byte) 7);
  }
}
