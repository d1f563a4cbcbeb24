package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a decision came out as it did.
 *
 * @param policy the policy's id, or empty where none is concerned
 * @param capability the capability's name, or empty
 * @param clause the clause in canonical text, with its place; {@link Source#NONE} where no clause
 *     is concerned
 * @param message the author's words, or null
 * @param detail one line for people with the values that mattered; never part of what must be
 *     reproduced
 */
public record Reason(
    Code code,
    String policy,
    String capability,
    Source clause,
    @Nullable String message,
    String detail) {

  /** Whether both are equal but for the detail. */
  public boolean saysTheSameAs(Reason other) {
    return code == other.code
        && policy.equals(other.policy)
        && capability.equals(other.capability)
        && clause.equals(other.clause)
        && Objects.equals(message, other.message);
  }

  /** The stable codes. */
  public enum Code {
    GRANTED(Family.NONE, Stage.RULES),
    TOKEN_INVALID(Family.MALFORMED, Stage.SERVICE),
    TOKEN_EXPIRED(Family.MALFORMED, Stage.STANDING),
    TOKEN_NOT_YET_VALID(Family.MALFORMED, Stage.STANDING),
    TOKEN_REVOKED(Family.REVOCATION, Stage.STANDING),
    CAPABILITY_REVOKED(Family.REVOCATION, Stage.RULES),
    POLICY_REVOKED(Family.REVOCATION, Stage.STANDING),
    PROOF_INVALID(Family.MALFORMED, Stage.SERVICE),
    DELEGATION_REFUSED(Family.MALFORMED, Stage.SERVICE),
    AGENT_UNKNOWN(Family.MALFORMED, Stage.STANDING),
    AGENT_SUSPENDED(Family.SUSPENDED, Stage.STANDING),
    POLICY_UNKNOWN(Family.MALFORMED, Stage.STANDING),
    POLICY_CHANGED(Family.MALFORMED, Stage.STANDING),
    REQUEST_MALFORMED(Family.MALFORMED, Stage.STANDING),
    RESOURCE_MALFORMED(Family.MALFORMED, Stage.STANDING),
    DECOY_TOUCHED(Family.DECOY, Stage.RULES),
    FORBIDDEN(Family.FORBID, Stage.RULES),
    ATTRIBUTES_UNDECLARED(Family.MALFORMED, Stage.RULES),
    REQUIREMENT_NOT_MET(Family.REQUIRE, Stage.RULES),
    LIMIT_REACHED(Family.LIMIT, Stage.RULES),
    OUTSIDE_WINDOW(Family.WINDOW, Stage.RULES),
    APPROVAL_NEEDED(Family.APPROVAL, Stage.RULES),
    APPROVAL_REJECTED(Family.APPROVAL, Stage.RULES),
    APPROVALS_FULL(Family.APPROVAL, Stage.RULES),
    HISTORY(Family.HISTORY, Stage.RULES),
    OBLIGATION_UNSUPPORTED(Family.OBLIGATION, Stage.RULES),
    NOT_DELEGABLE(Family.REQUIRE, Stage.RULES),
    ATTENUATION_UNCLEAR(Family.ERROR, Stage.RULES),
    CLAUSE_ERROR(Family.ERROR, Stage.RULES),
    STORE_UNAVAILABLE(Family.ERROR, Stage.SERVICE),
    INTERNAL_ERROR(Family.ERROR, Stage.SERVICE),
    OVERLOADED(Family.ERROR, Stage.SERVICE),
    CLOCK_JUMPED(Family.ERROR, Stage.SERVICE),
    LEDGER_SEALED(Family.ERROR, Stage.SERVICE),
    TENANT_DISABLED(Family.SUSPENDED, Stage.SERVICE),
    QUOTA_REACHED(Family.LIMIT, Stage.SERVICE),
    CAPABILITY_NOT_GRANTED(Family.DEFAULT, Stage.RULES);

    private final Family family;
    private final Stage stage;

    Code(Family family, Stage stage) {
      this.family = family;
      this.stage = stage;
    }

    /** The word by which tests name the code. */
    public Family family() {
      return family;
    }

    /** What gives the reason. */
    public Stage stage() {
      return stage;
    }
  }

  /** What gives a reason. */
  public enum Stage {
    /** The service around the decision, which then made none. */
    SERVICE,

    /** Step 1: what the request, its token, its agents and its policies are. */
    STANDING,

    /** Steps 2 to 5. */
    RULES
  }

  /** The words of {@code deny by …} in policy tests. */
  public enum Family {
    NONE,
    LIMIT,
    WINDOW,
    FORBID,
    REQUIRE,
    APPROVAL,
    HISTORY,
    BREAKER,
    SUSPENDED,
    DECOY,
    REVOCATION,
    OBLIGATION,
    MALFORMED,
    ERROR,
    DEFAULT
  }
}
