package dev.actp.runtime.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reading what is stored. Always within one tenant: what belongs to another is not there. Blocks on
 * the disk; not for event loops. Pages hold at most 1,000.
 *
 * @see Page
 */
public interface Queries {

  /** All tenants, in the order in which they were created: for whoever runs the server. */
  List<Tenant> tenants();

  /** A key by its id, which says the tenant; revoked and expired ones too. */
  Optional<ApiKey> key(String id);

  Page<ApiKey> keys(String tenant, String after, int limit);

  Optional<Agent> agent(String tenant, String id);

  /** An agent by its name. */
  Optional<Agent> agentNamed(String tenant, String name);

  Page<Agent> agents(String tenant, String after, int limit);

  /** The suspension of an agent that has not run out. */
  Optional<Suspension> suspension(String tenant, String agent);

  /** What waits for people at an instant, over all tenants: for whoever runs the server. */
  Waiting waiting(Instant at);

  /**
   * What waits for people.
   *
   * @param suspensions agents that a breaker or a decoy suspended
   * @param approvals approvals that were not answered yet
   */
  record Waiting(long suspensions, long approvals) {}

  /** The version in force. */
  Optional<PolicyVersion> policy(String tenant, String id);

  /** The version in force of the policy with a name. */
  Optional<PolicyVersion> policyNamed(String tenant, String name);

  /** The newest version of the policy with a name, in force or not. */
  Optional<PolicyVersion> lastNamed(String tenant, String name);

  /** The versions in force, by id. */
  Page<PolicyVersion> policies(String tenant, String after, int limit);

  /**
   * Versions of a policy, newest first, whether one is in force or not.
   *
   * @param before only those with a lower number
   * @param limit so many at most
   */
  List<PolicyVersion> versions(String tenant, String id, int before, int limit);

  /** All versions of all policies, those that are not in force any more included. */
  List<PolicyVersion> allVersions(String tenant);

  Optional<IssuedToken> token(String tenant, String jti);

  /**
   * A token by the hash of its {@code act_} form, which says the tenant: whoever has nothing but
   * the reference cannot name it.
   */
  Optional<IssuedToken> tokenReferred(String referenceHash);

  Page<IssuedToken> tokens(String tenant, String after, int limit);

  /** What is revoked now, the latest first. */
  Page<Revoked> revocations(String tenant, String after, int limit);

  Optional<Approval> approval(String tenant, String id);

  /** Approvals, newest first. */
  Page<Approval> approvals(String tenant, ApprovalFilter filter, String after, int limit);

  /** Approvals that nobody answered or used, and whose time is over, first ended first. */
  List<Approval> ended(String tenant, Instant at, int limit);

  /** All webhooks, by id; at most 20. */
  List<Webhook> webhooks(String tenant);

  /** What waits for a webhook, and what was given up. */
  Page<Delivery> deliveries(String tenant, String webhook, boolean dead, String after, int limit);

  /** What is to be sent to a webhook first, if it is time. */
  Optional<Delivery> due(String tenant, String webhook, Instant at);

  /** Who is in which group, by group and person; at most 10,000. */
  List<Membership> memberships(String tenant);

  List<Membership> members(String tenant, String group);

  /** Records, newest first. A page may be short and still have a next. */
  Page<AuditRecord> audit(String tenant, AuditFilter filter, String after, int limit);

  /**
   * Records, oldest first. A page may be short and still have a next.
   *
   * @param after a cursor, or the index to begin with
   */
  Page<AuditRecord> auditOldestFirst(String tenant, AuditFilter filter, String after, int limit);

  /**
   * Decisions counted over time; nothing where there are more counts than one answer holds: the
   * time has to be shorter.
   */
  Optional<AuditCounts> counts(String tenant, AuditCounts.Question question);

  Optional<AuditRecord> record(String tenant, long index);

  /** Records in their order, from an index on. */
  List<LedgerRow> ledger(String tenant, long from, int limit);

  /** Records whose values are kept for longer than the policies say: indexes, the oldest first. */
  List<Long> due(String tenant, Instant now, int limit);

  /**
   * Erasures that were asked for, the latest first: those that wait ({@link
   * ErasureOrder#WAITING_MAX} at most), and the newest that have ended.
   */
  List<ErasureOrder> erasures(String tenant);

  /** The index of the first record at or after an instant; that behind the last for none. */
  long firstAt(String tenant, Instant at);
}
