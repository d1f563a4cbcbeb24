package dev.actp.runtime.decision;

/** Decides one request: the steps of the language reference, "How a request is decided". */
public interface Decider {

  /** Total: whatever goes wrong inside is a denial with {@link Reason.Code#INTERNAL_ERROR}. */
  Decision decide(CompiledPolicies policies, Request request, VerifiedToken token, Facts facts);
}
