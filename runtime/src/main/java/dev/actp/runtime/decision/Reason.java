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
    GRANTED(Family.NONE),
    TOKEN_INVALID(Family.MALFORMED),
    TOKEN_EXPIRED(Family.MALFORMED),
    TOKEN_NOT_YET_VALID(Family.MALFORMED),
    TOKEN_REVOKED(Family.REVOCATION),
    CAPABILITY_REVOKED(Family.REVOCATION),
    POLICY_REVOKED(Family.REVOCATION),
    PROOF_INVALID(Family.MALFORMED),
    DELEGATION_REFUSED(Family.MALFORMED),
    AGENT_UNKNOWN(Family.MALFORMED),
    AGENT_SUSPENDED(Family.SUSPENDED),
    POLICY_UNKNOWN(Family.MALFORMED),
    POLICY_CHANGED(Family.MALFORMED),
    REQUEST_MALFORMED(Family.MALFORMED),
    RESOURCE_MALFORMED(Family.MALFORMED),
    DECOY_TOUCHED(Family.DECOY),
    FORBIDDEN(Family.FORBID),
    ATTRIBUTES_UNDECLARED(Family.MALFORMED),
    REQUIREMENT_NOT_MET(Family.REQUIRE),
    LIMIT_REACHED(Family.LIMIT),
    OUTSIDE_WINDOW(Family.WINDOW),
    APPROVAL_NEEDED(Family.APPROVAL),
    APPROVAL_REJECTED(Family.APPROVAL),
    APPROVALS_FULL(Family.APPROVAL),
    HISTORY(Family.HISTORY),
    OBLIGATION_UNSUPPORTED(Family.OBLIGATION),
    NOT_DELEGABLE(Family.REQUIRE),
    ATTENUATION_UNCLEAR(Family.ERROR),
    CLAUSE_ERROR(Family.ERROR),
    STORE_UNAVAILABLE(Family.ERROR),
    INTERNAL_ERROR(Family.ERROR),
    OVERLOADED(Family.ERROR),
    CLOCK_JUMPED(Family.ERROR),
    LEDGER_SEALED(Family.ERROR),
    CAPABILITY_NOT_GRANTED(Family.DEFAULT);

    private final Family family;

    Code(Family family) {
      this.family = family;
    }

    /** The word by which tests name the code. */
    public Family family() {
      return family;
    }
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
