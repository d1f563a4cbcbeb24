package dev.actp.runtime.service;

import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.store.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of a tenant: what happens is put into the same transaction as what made it happen,
 * once for each webhook that wants to know. What finds no room is counted and not kept.
 */
final class Outbox {
  static final int WAITING_MAX = 10_000;

  private final TreeMap<String, Webhook> webhooks = new TreeMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();

  /** Takes up what is stored: the webhooks, and how much waits for each. */
  void restore(List<Webhook> stored, Map<String, Integer> deliveries) {
    stored.forEach(one -> webhooks.put(one.id(), one));
    waiting.putAll(deliveries);
  }

  int size() {
    return webhooks.size();
  }

  Optional<Webhook> find(String id) {
    return Optional.ofNullable(webhooks.get(id));
  }

  void put(Webhook webhook) {
    webhooks.put(webhook.id(), webhook);
  }

  void remove(String id) {
    webhooks.remove(id);
    waiting.remove(id);
  }

  /** A delivery does not wait any more. */
  void settled(String webhook) {
    waiting.computeIfPresent(webhook, (id, count) -> count > 1 ? count - 1 : null);
  }

  /** Adds what has to be sent because of a row. */
  void happened(Row row, Instant now, long head, List<Row> rows) {
    if (!webhooks.isEmpty()) {
      notice(row, now, head)
          .ifPresent(
              notice -> {
                for (Webhook webhook : List.copyOf(webhooks.values())) {
                  if (webhook.kinds().contains(notice.kind())) {
                    send(webhook, notice, rows);
                  }
                }
              });
    }
  }

  /** Adds a notice for one webhook. */
  void send(Webhook webhook, Notice notice, List<Row> rows) {
    int before = waiting.getOrDefault(webhook.id(), 0);
    if (before >= WAITING_MAX) {
      Webhook counted = webhook.lost(webhook.lost() + 1);
      put(counted);
      rows.add(new Row.OfWebhook(counted));
    } else {
      waiting.put(webhook.id(), before + 1);
      rows.add(new Row.OfDelivery(Delivery.first(webhook.id(), notice)));
    }
  }

  private static Optional<Notice> notice(Row row, Instant now, long head) {
    return switch (row) {
      case Row.OfApproval(Approval approval) -> notice(approval, now);
      case Row.Suspended(Suspension one) ->
          Optional.of(agent(Notice.Kind.AGENT_SUSPENDED, one.agent(), one.until(), now, head));
      case Row.Resumed(String agent) ->
          Optional.of(agent(Notice.Kind.AGENT_RESUMED, agent, null, now, head));
      case Row.OfTenant ignored -> Optional.empty();
      case Row.TenantChanged ignored -> Optional.empty();
      case Row.OfKey ignored -> Optional.empty();
      case Row.OfAgent ignored -> Optional.empty();
      case Row.OfPolicy ignored -> Optional.empty();
      case Row.Retired ignored -> Optional.empty();
      case Row.MailDomains ignored -> Optional.empty();
      case Row.OfToken ignored -> Optional.empty();
      case Row.Renewed ignored -> Optional.empty();
      case Row.Revoked ignored -> Optional.empty();
      case Row.Reinstated ignored -> Optional.empty();
      case Row.Erased ignored -> Optional.empty();
      case Row.ErasedApproval ignored -> Optional.empty();
      case Row.OfErasure ignored -> Optional.empty();
      case Row.Joined ignored -> Optional.empty();
      case Row.Left ignored -> Optional.empty();
      case Row.Sending ignored -> Optional.empty();
      case Row.OfCheckpoint ignored -> Optional.empty();
    };
  }

  private static Optional<Notice> notice(Approval approval, Instant now) {
    Notice.Kind kind =
        switch (approval.state()) {
          case PENDING -> Notice.Kind.APPROVAL_ASKED;
          case GIVEN -> Notice.Kind.APPROVAL_APPROVED;
          case REJECTED -> Notice.Kind.APPROVAL_REJECTED;
          case USED -> Notice.Kind.APPROVAL_USED;
          case CANCELLED -> Notice.Kind.APPROVAL_CANCELLED;
          case EXPIRED -> Notice.Kind.APPROVAL_EXPIRED;
        };
    boolean oneOfMany = kind == Notice.Kind.APPROVAL_ASKED && !approval.votes().isEmpty();
    return oneOfMany
        ? Optional.empty()
        : Optional.of(new Notice(Notice.id(kind, approval.id()), kind, now, approval, null, null));
  }

  private static Notice agent(
      Notice.Kind kind, String agent, @Nullable Instant until, Instant now, long head) {
    return new Notice(Notice.id(kind, agent + " " + head), kind, now, null, agent, until);
  }
}
