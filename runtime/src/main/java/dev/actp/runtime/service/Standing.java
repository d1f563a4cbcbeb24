package dev.actp.runtime.service;

import dev.actp.runtime.decision.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a token stands at an instant, as a decision at that instant would see it.
 *
 * @param defect why it could not be used for anything, or null where it could; of the family {@code
 *     ERROR} where nobody can say
 * @param revoked the names revoked in it or in what it descends from: of capabilities or actions
 */
public record Standing(Reason.@Nullable Code defect, Set<String> revoked) {
  public Standing {
    revoked = Set.copyOf(revoked);
  }
}
