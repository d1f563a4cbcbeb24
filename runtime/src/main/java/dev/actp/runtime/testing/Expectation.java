package dev.actp.runtime.testing;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.policy.Obligation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request in a test has to come out as. */
public sealed interface Expectation {

  /**
   * Allowed.
   *
   * @param revealing obligations that the answer has to be bound to; empty if any or none will do
   */
  record Allowed(List<Obligation> revealing) implements Expectation {
    public Allowed {
      revealing = List.copyOf(revealing);
    }
  }

  /**
   * Waiting for people.
   *
   * @param asked the people who have to be among those asked, or null for anybody
   */
  record Waiting(@Nullable People asked) implements Expectation {}

  /**
   * Denied.
   *
   * @param cause fits at least one of the reasons; null for any reason
   */
  record Denied(@Nullable Cause cause) implements Expectation {}

  /**
   * Allowed by monitor mode alone: the policies would have denied it.
   *
   * @param cause fits at least one of the reasons for which they would; null for any reason
   */
  record WouldDeny(@Nullable Cause cause) implements Expectation {}

  /** How many people of a group. */
  record People(int quorum, String group) {}

  /** Why. */
  sealed interface Cause {
    /** In these words: the author's message or the clause's text. */
    record Because(String words) implements Cause {}

    /** By this kind of refusal. */
    record By(Reason.Family family) implements Cause {}
  }
}
