package dev.actp.compiler.suggest;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a suggestion goes by.
 *
 * @param minUses from how many uses on a part is narrowed, 1 or more; what was never used is
 *     removed anyway
 * @param headroom how much more than the observed peak a limit leaves, in per cent, 0 to 1,000
 * @param windows the zone in which hours are observed, or null where none are to be suggested
 * @param ignoreTests whether tests that demand more than was used count for nothing
 */
public record Settings(int minUses, int headroom, @Nullable ZoneId windows, boolean ignoreTests) {
  /** From ten uses on, a fifth of headroom, no hours, and tests count. */
  public static final Settings USUAL = new Settings(10, 20, null, false);

  public Settings {
    if (minUses < 1 || headroom < 0 || headroom > 1_000) {
      throw new IllegalArgumentException("settings out of range");
    }
  }
}
