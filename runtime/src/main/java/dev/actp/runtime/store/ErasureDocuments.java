package dev.actp.runtime.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.actp.runtime.registry.ErasureOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Erasures that were asked for as documents. */
final class ErasureDocuments {
  private ErasureDocuments() {}

  static String of(ErasureOrder order) {
    Instant ended = order.ended();
    return Json.object()
        .put("record", order.record())
        .put("asked", order.asked().toString())
        .put("actor_kind", order.actorKind())
        .put("actor", order.actorId())
        .put("by", order.by())
        .put("name", order.name())
        .put("next", order.next())
        .put("end", order.end())
        .put("records", order.records())
        .put("approvals", order.approvals())
        .put("tokens", order.tokens())
        .put("live", order.live())
        .put("ended", ended == null ? null : ended.toString())
        .toString();
  }

  static ErasureOrder order(String document) {
    JsonNode object = Json.read(document);
    return new ErasureOrder(
        object.path("record").asLong(),
        Json.instant(object, "asked"),
        Json.text(object, "actor_kind"),
        Json.text(object, "actor"),
        Json.text(object, "by"),
        Json.text(object, "name"),
        object.path("next").asLong(),
        object.path("end").asLong(),
        object.path("records").asLong(),
        object.path("approvals").asLong(),
        object.path("tokens").asLong(),
        object.path("live").asLong(),
        instant(Json.textOrNull(object, "ended")));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
