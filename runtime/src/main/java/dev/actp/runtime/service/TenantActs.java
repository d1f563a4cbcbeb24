package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.Plan;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Acts of those who run the server on a tenant as a whole. */
final class TenantActs {
  private final RegistryActs registry;

  TenantActs(RegistryActs registry) {
    this.registry = registry;
  }

  Ruling create(Desk desk, Act.CreateTenant create, Instant now) {
    if (desk.known()) {
      return Ruling.conflict("the tenant `" + desk.tenant + "` exists");
    }
    Ruling.Impossible bad = registry.defect(desk, create.firstKey());
    if (bad != null) {
      return bad;
    }
    if (!fits(create.quotas())) {
      return unfit();
    }
    Tenant tenant = new Tenant(desk.tenant, create.name(), now, false, create.quotas());
    Details details = new Details().text("name", create.name()).text("key", create.firstKey().id());
    return new Ruling.Possible(
        desk.tenant,
        0,
        quotas(details, create.quotas()).struct(),
        Value.Struct.EMPTY,
        () -> {
          desk.about(tenant);
          desk.row(new Row.OfTenant(tenant, desk.state.key()));
          desk.row(new Row.OfKey(create.firstKey()));
        });
  }

  static Ruling disable(Desk desk, boolean disabled) {
    if (!desk.about().isOrganisation()) {
      return Ruling.unknown("tenant", desk.tenant);
    }
    return desk.about().disabled() == disabled
        ? new Ruling.Already(desk.tenant, 0)
        : changed(desk, desk.about().disabled(disabled), new Details());
  }

  static Ruling quotas(Desk desk, Quotas quotas) {
    if (!desk.about().isOrganisation()) {
      return Ruling.unknown("tenant", desk.tenant);
    }
    if (!fits(quotas)) {
      return unfit();
    }
    return desk.about().quotas().equals(quotas)
        ? new Ruling.Already(desk.tenant, 0)
        : changed(desk, desk.about().with(quotas), quotas(new Details(), quotas));
  }

  private static Ruling changed(Desk desk, Tenant tenant, Details details) {
    return new Ruling.Possible(
        desk.tenant,
        0,
        details.struct(),
        Value.Struct.EMPTY,
        () -> {
          desk.about(tenant);
          desk.row(new Row.TenantChanged(tenant));
        });
  }

  private static boolean fits(Quotas quotas) {
    return quotas.own().entrySet().stream()
        .allMatch(
            one ->
                one.getValue() >= one.getKey().least()
                    && one.getValue() <= one.getKey().greatest());
  }

  private static Ruling.Impossible unfit() {
    return new Ruling.Impossible(Done.Why.INVALID, "a quota is not within its bounds");
  }

  private static Details quotas(Details details, Quotas quotas) {
    Plan plan = quotas.plan();
    TreeMap<String, Value> most = new TreeMap<>();
    for (Map.Entry<Quotas.Kind, Long> one : quotas.all().entrySet()) {
      most.put(Words.of(one.getKey()), Value.Num.of(one.getValue()));
    }
    if (!most.isEmpty()) {
      details.value("quotas", new Value.Struct(most));
    }
    return details.text("plan", plan == null ? null : Words.of(plan));
  }
}
