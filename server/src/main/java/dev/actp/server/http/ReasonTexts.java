package dev.actp.server.http;

import dev.actp.runtime.decision.Reason;

/** What an agent, and so a model, may be told: true, and of no help in finding a way around. */
final class ReasonTexts {
  private ReasonTexts() {}

  static String of(Reason.Code code) {
    return switch (code) {
      case GRANTED -> "Token valid, capability granted";
      case TOKEN_INVALID -> "Token invalid";
      case TOKEN_EXPIRED -> "Token expired";
      case TOKEN_NOT_YET_VALID -> "Token not yet valid";
      case TOKEN_REVOKED -> "Token revoked";
      case CAPABILITY_REVOKED -> "Capability revoked";
      case POLICY_REVOKED -> "Policy revoked";
      case PROOF_INVALID -> "Proof of the token's key missing, too old, used, or of something else";
      case DELEGATION_REFUSED -> "Token handed on for more than it may be";
      case AGENT_UNKNOWN -> "Agent unknown";
      case AGENT_SUSPENDED -> "Agent suspended";
      case POLICY_UNKNOWN -> "Policy unknown";
      case POLICY_CHANGED -> "Policy changed since the token was issued";
      case REQUEST_MALFORMED -> "Request malformed";
      case RESOURCE_MALFORMED -> "Resource malformed";
      case ATTRIBUTES_UNDECLARED -> "Attributes do not fit the action";
      case DECOY_TOUCHED, FORBIDDEN -> "Action forbidden";
      case REQUIREMENT_NOT_MET, NOT_DELEGABLE -> "Requirement not met";
      case LIMIT_REACHED -> "Limit reached";
      case OUTSIDE_WINDOW -> "Not allowed at this time";
      case APPROVAL_NEEDED -> "Approval needed";
      case APPROVAL_REJECTED -> "Approval rejected";
      case APPROVALS_FULL -> "Too many approvals pending";
      case HISTORY -> "Not allowed after what the session has done";
      case OBLIGATION_UNSUPPORTED -> "Obligation not supported by the caller";
      case ATTENUATION_UNCLEAR -> "What the token narrows fits its policy no more";
      case CLAUSE_ERROR, INTERNAL_ERROR, CLOCK_JUMPED, LEDGER_SEALED ->
          "Request could not be evaluated";
      case TENANT_DISABLED -> "Tenant disabled";
      case QUOTA_REACHED -> "Actions of the month used up";
      case STORE_UNAVAILABLE -> "Store unavailable";
      case OVERLOADED -> "Overloaded";
      case CAPABILITY_NOT_GRANTED -> "Capability not granted in token";
    };
  }
}
