package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Obligation;
import java.util.List;

/** Obligations as a policy's author would write them behind {@code reveal}. */
public final class ObligationText {
  private ObligationText() {}

  /** The text of one obligation. */
  public static String of(Obligation obligation) {
    return switch (obligation) {
      case Obligation.RevealOnly only -> "only " + list(only.names());
      case Obligation.RevealAllBut allBut -> "all but " + list(allBut.names());
      case Obligation.RevealAtMostRows rows -> "at most " + rows.rows() + " rows";
      case Obligation.Redacted redacted -> "redacted";
    };
  }

  private static String list(List<String> names) {
    return "[" + String.join(", ", names.stream().map(ValueText::quote).toList()) + "]";
  }
}
