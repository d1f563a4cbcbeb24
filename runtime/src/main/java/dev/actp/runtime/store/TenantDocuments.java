package dev.actp.runtime.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.actp.runtime.registry.Plan;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.registry.Tenant;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What can change of a tenant, as a document. */
final class TenantDocuments {
  private TenantDocuments() {}

  static String of(Tenant tenant) {
    ObjectNode object = Json.object().put("disabled", tenant.disabled());
    Plan plan = tenant.quotas().plan();
    object.put("plan", plan == null ? null : plan.name());
    ObjectNode quotas = object.putObject("quotas");
    tenant.quotas().own().forEach((kind, most) -> quotas.put(kind.name(), most));
    return object.toString();
  }

  static Tenant tenant(String id, String name, Instant created, String document) {
    JsonNode object = Json.read(document);
    String plan = Json.textOrNull(object, "plan");
    Map<Quotas.Kind, Long> own = new EnumMap<>(Quotas.Kind.class);
    object
        .path("quotas")
        .properties()
        .forEach(one -> own.put(Quotas.Kind.valueOf(one.getKey()), one.getValue().asLong()));
    return new Tenant(
        id,
        name,
        created,
        object.path("disabled").asBoolean(),
        new Quotas(plan == null ? null : Plan.valueOf(plan), own));
  }
}
