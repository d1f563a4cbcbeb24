package dev.actp.runtime.store;

import java.security.SecureRandom;

/**
 * A weight for each pair of a term and a record, so that two sets of pairs are the same if their
 * sums are, but for one chance in 2^64: whoever could make others of the same sum would have to
 * know two random numbers that exist for one comparison. Sums wrap around.
 */
final class TermSums {
  private static final long PRIME = 0x100000001b3L;

  private final long first;
  private final long second;

  TermSums(SecureRandom random) {
    first = random.nextLong();
    second = random.nextLong();
  }

  /** The weight of a record's being found by a term. */
  long of(String term, long record) {
    long hash = first;
    for (int i = 0; i < term.length(); i++) {
      hash = mix((hash ^ term.charAt(i)) * PRIME);
    }
    return mix(hash ^ mix(record + second));
  }

  /** Spreads every bit over all of them: the finaliser of SplitMix64, a bijection. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
