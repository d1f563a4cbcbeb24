package dev.actp.runtime.registry;

import java.time.Instant;

/**
 * An organisation whose agents, policies and ledger nobody else sees.
 *
 * @param disabled whether nobody may do anything in its name
 * @param quotas how much it may have and do
 */
public record Tenant(String id, String name, Instant created, boolean disabled, Quotas quotas) {
  /**
   * The id under which those who run the server have their keys, and the ledger of these. It is
   * nobody's organisation: there are no agents, policies or tokens in it.
   */
  public static final String OPERATOR = "operator";

  /** One without quotas. */
  public Tenant(String id, String name, Instant created) {
    this(id, name, created, false, Quotas.NONE);
  }

  /** Whether it is an organisation, and not where the operator's keys are. */
  public boolean isOrganisation() {
    return !id.equals(OPERATOR);
  }

  /** The same, disabled or not. */
  public Tenant disabled(boolean now) {
    return new Tenant(id, name, created, now, quotas);
  }

  /** The same under other quotas. */
  public Tenant with(Quotas others) {
    return new Tenant(id, name, created, disabled, others);
  }
}
