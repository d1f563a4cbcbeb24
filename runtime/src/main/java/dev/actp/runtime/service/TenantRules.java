package dev.actp.runtime.service;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.registry.Quotas;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a tenant has to be and to have left, whoever asks in its name. */
final class TenantRules {
  private TenantRules() {}

  /** Why nothing is allowed in the tenant's name; null where something may be. */
  static HolderRules.@Nullable Objection objection(Desk desk, Instant now) {
    if (desk.about().disabled()) {
      return new HolderRules.Objection(Reason.Code.TENANT_DISABLED, "the tenant is disabled");
    }
    long most = desk.about().quotas().most(Quotas.Kind.ACTIONS_PER_MONTH);
    if (most == Long.MAX_VALUE || desk.state.actions(now) < most) {
      return null;
    }
    return new HolderRules.Objection(
        Reason.Code.QUOTA_REACHED, Exceeded.actions(most, now).message());
  }
}
