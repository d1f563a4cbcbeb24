package dev.actp.runtime.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prohibition that nothing overrides. Matches loosely (full case folding, NFKC); applies where
 * {@code when} is absent, true or at fault.
 */
public record Forbid(
    ActionMatch actions,
    List<Pattern> resources,
    @Nullable Expr when,
    @Nullable String message,
    Source source) {
  public Forbid {
    resources = List.copyOf(resources);
  }
}
