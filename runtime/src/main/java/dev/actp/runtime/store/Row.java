package dev.actp.runtime.store;

import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.registry.Webhook;
import java.util.List;
import java.util.SortedSet;
import javax.crypto.SecretKey;

/**
 * Something that changed in a tenant's registry. What has an id and is there already is replaced.
 */
public sealed interface Row {

  /**
   * The tenant itself.
   *
   * @param stateKey what its state keeps values under, from the first on
   */
  record OfTenant(Tenant tenant, SecretKey stateKey) implements Row {}

  /** What the tenant is from now on: its name, whether it is disabled, its quotas. */
  record TenantChanged(Tenant tenant) implements Row {}

  record OfKey(ApiKey key) implements Row {}

  record OfAgent(Agent agent) implements Row {}

  /** A version that is now in force. */
  record OfPolicy(PolicyVersion version) implements Row {}

  /** A policy of which no version is in force any more. */
  record Retired(String policy) implements Row {}

  /** The tenant's own mail domains, all of them. */
  record MailDomains(SortedSet<String> names) implements Row {}

  /**
   * A token that is about to be handed out.
   *
   * @param index of its record, which tells tokens issued before a revocation from those after it
   */
  record OfToken(IssuedToken token, long index) implements Row {}

  /** A token that was handed out before, and now ends later. */
  record Renewed(IssuedToken token) implements Row {}

  /**
   * Something taken back.
   *
   * @param index of its record
   */
  record Revoked(Revocation what, long index) implements Row {}

  record Reinstated(Revocation what) implements Row {}

  record OfApproval(Approval approval) implements Row {}

  record Suspended(Suspension suspension) implements Row {}

  record Resumed(String agent) implements Row {}

  /** Records beside which nothing is kept any more. */
  record Erased(List<Long> records) implements Row {}

  /** An approval without what people saw, in the notices that are kept of it as well. */
  record ErasedApproval(Approval approval) implements Row {}

  /** How far an erasure has come; of those that have ended, the newest stay. */
  record OfErasure(ErasureOrder order) implements Row {}

  record Joined(Membership membership) implements Row {}

  record Left(String group, String person) implements Row {}

  /** What others are told, and whom. */
  sealed interface Sending extends Row {}

  record OfWebhook(Webhook webhook) implements Sending {}

  /** A webhook is gone, with all that was to be sent to it. */
  record WebhookGone(String webhook) implements Sending {}

  /** A notice that is to be sent, or was given up: of those, the newest 1,000 of a webhook stay. */
  record OfDelivery(Delivery delivery) implements Sending {
    public static final int DEAD_MAX = 1_000;
  }

  /** A notice was taken. */
  record Delivered(String webhook, String notice) implements Sending {}

  /**
   * A signed head of the ledger's tree.
   *
   * @param size how many records it covers
   */
  record OfCheckpoint(long size, String note) implements Row {}
}
