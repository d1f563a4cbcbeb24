package dev.actp.runtime.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.Webhook;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Webhooks and what is sent to them as documents. */
final class WebhookDocuments {
  private WebhookDocuments() {}

  static String of(Webhook webhook) {
    ObjectNode object = Json.object().put("id", webhook.id()).put("url", webhook.url());
    object.set("kinds", Json.texts(webhook.kinds().stream().map(Enum::name).sorted().toList()));
    object.put("salt", webhook.salt()).put("former_salt", webhook.formerSalt());
    object.put("former_until", text(webhook.formerUntil()));
    return object
        .put("created", webhook.created().toString())
        .put("lost", webhook.lost())
        .toString();
  }

  static Webhook webhook(String document) {
    JsonNode object = Json.read(document);
    return new Webhook(
        Json.text(object, "id"),
        Json.text(object, "url"),
        Json.texts(object.path("kinds")).stream()
            .map(Notice.Kind::valueOf)
            .collect(Collectors.toSet()),
        Json.text(object, "salt"),
        Json.textOrNull(object, "former_salt"),
        instant(Json.textOrNull(object, "former_until")),
        Json.instant(object, "created"),
        object.path("lost").asLong());
  }

  static String of(Delivery delivery) {
    Notice notice = delivery.notice();
    ObjectNode object = Json.object().put("webhook", delivery.webhook()).put("id", notice.id());
    object.put("kind", notice.kind().name()).put("at", notice.at().toString());
    object.put("agent", notice.agent()).put("until", text(notice.until()));
    if (notice.approval() != null) {
      object.set("approval", Json.read(ClaimDocuments.of(notice.approval())));
    }
    object.put("attempts", delivery.attempts()).put("next", delivery.next().toString());
    return object.put("dead", delivery.dead()).put("failure", delivery.failure()).toString();
  }

  static Delivery delivery(String document) {
    JsonNode object = Json.read(document);
    JsonNode approval = object.get("approval");
    Notice notice =
        new Notice(
            Json.text(object, "id"),
            Notice.Kind.valueOf(Json.text(object, "kind")),
            Json.instant(object, "at"),
            approval == null ? null : ClaimDocuments.approval(approval.toString()),
            Json.textOrNull(object, "agent"),
            instant(Json.textOrNull(object, "until")));
    return new Delivery(
        Json.text(object, "webhook"),
        notice,
        object.path("attempts").asInt(),
        Json.instant(object, "next"),
        object.path("dead").asBoolean(),
        Json.text(object, "failure"));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
