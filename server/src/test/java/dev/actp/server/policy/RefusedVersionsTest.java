package dev.actp.server.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.policy.RefusedVersions.Attempt;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusedVersionsTest {
  private final RefusedVersions refused = new RefusedVersions();

  private static Attempt attempt(String message, String diagnostics) {
    return new Attempt(Instant.EPOCH, "key k", message, diagnostics);
  }

  @Test
  void ofTooManyThoseOfThePolicyThatRestedLongestGo() {
    int policies = RefusedVersions.MOST / RefusedVersions.OF_ONE_MOST;
    for (int policy = 0; policy < policies; policy++) {
      for (int i = 0; i < RefusedVersions.OF_ONE_MOST; i++) {
        refused.add("t", "p" + policy, attempt("a" + i, ""));
      }
    }
    assertThat(refused.of("t", "p0")).hasSize(RefusedVersions.OF_ONE_MOST);

    refused.add("t", "new", attempt("b", ""));

    assertThat(refused.of("t", "new")).hasSize(1);
    assertThat(refused.of("t", "p0")).hasSize(RefusedVersions.OF_ONE_MOST - 1);
    assertThat(refused.of("t", "p0").getLast().message()).isEqualTo("a1");
    assertThat(refused.of("other", "p1")).isEmpty();
  }

  @Test
  void longDiagnosticsAreCutAtALine() {
    String line = "x".repeat(99) + "\n";

    assertThat(attempt("m", line.repeat(100)).diagnostics()).isEqualTo(line.repeat(100));
    assertThat(attempt("m", line.repeat(200)).diagnostics())
        .hasSizeLessThan(RefusedVersions.LONGEST + 100)
        .endsWith("\nand 3,701 characters more\n");
  }
}
