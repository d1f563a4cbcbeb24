package dev.actp.runtime.decision;

/**
 * What an approval is bound to; another byte in any of it is another approval.
 *
 * @param requestDigest lower-case hex SHA-256 of the canonical request (token, chain, session,
 *     action, resource, attributes, policy digests)
 * @param policy the id of the policy that asks
 * @param capability the capability that asks, or empty where the policy itself does
 * @param clause the canonical text of the asking clause
 */
public record ApprovalKey(String requestDigest, String policy, String capability, String clause) {}
