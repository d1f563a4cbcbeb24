package dev.actp.runtime.testing;

import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of a test, every variable filled in. */
public sealed interface TestStep {
  /** The step in canonical text, with its place. */
  Source source();

  /**
   * A request, with what it has to come out as.
   *
   * @param resource empty for none
   * @param attributes as they would arrive: untyped
   * @param reported what the enforcement point reports after an allow, or null for nothing
   */
  record Ask(
      Source source,
      String action,
      String resource,
      Value.Struct attributes,
      Expectation expectation,
      @Nullable Report reported)
      implements TestStep {}

  /** What became of an allowed use. */
  enum Report {
    SUCCEEDED,
    FAILED
  }

  /** The clock stands at an instant, never before the one it stood at. */
  record At(Source source, Instant time) implements TestStep {}

  /** The clock moves on. */
  record Advance(Source source, Duration by) implements TestStep {}

  /** A fresh root token, a new session, with one session value changed. */
  record SetSession(Source source, String name, Value value) implements TestStep {}

  /** A fresh root token, a new session, with one value of the agent registry changed. */
  record SetAgent(Source source, String name, Value value) implements TestStep {}

  /** Requests come from this address from here on. */
  record SetRequestIp(Source source, Value.Ip address) implements TestStep {}

  /** A person says yes or no to the newest pending approval of a group. */
  record Answer(Source source, boolean approved, String person, String group) implements TestStep {}

  /** Capabilities of the token are revoked, by name. */
  record RevokeCapability(Source source, Set<String> capabilities) implements TestStep {
    public RevokeCapability {
      capabilities = Set.copyOf(capabilities);
    }
  }

  /** All tokens of the agent are revoked. */
  record RevokeAgent(Source source, String agent) implements TestStep {}

  /** From here on the store answers nothing. */
  record StoreUnavailable(Source source) implements TestStep {}

  /**
   * The token that acts is handed on, narrowed.
   *
   * @param narrowings what it narrows, with what that means
   * @param agent the id of the agent that is to hold the child
   * @param expires how long the child lives; null for as long as its parent
   * @param refused whether it has to be refused
   */
  record Delegate(
      Source source,
      List<VerifiedToken.Grant> grants,
      Map<VerifiedToken.Narrowing, Attenuation> narrowings,
      String agent,
      @Nullable Duration expires,
      boolean refused)
      implements TestStep {
    public Delegate {
      grants = List.copyOf(grants);
      narrowings = Collections.unmodifiableMap(new LinkedHashMap<>(narrowings));
    }
  }

  /** The steps, with the token that was last handed on to an agent. */
  record As(Source source, String agent, List<TestStep> steps) implements TestStep {
    public As {
      steps = List.copyOf(steps);
    }
  }

  /** The steps, several times over. */
  record Repeat(Source source, int times, List<TestStep> steps) implements TestStep {
    public Repeat {
      steps = List.copyOf(steps);
    }
  }
}
