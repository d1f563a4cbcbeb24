package dev.actp.compiler.check;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What checks go by besides the policy.
 *
 * @param strict whether each action needs a declaration
 * @param today the date in UTC that finds what is over, or null where a check is to give the same
 *     on every day
 */
public record CheckSettings(boolean strict, @Nullable LocalDate today) {
  /** What every compilation goes by where nothing else is said. */
  public static final CheckSettings PLAIN = new CheckSettings(false, null);
}
