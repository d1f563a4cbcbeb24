package dev.actp.runtime.service;

import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Optional;

/** Acts on webhooks, and what whoever sends to them has to say. */
final class WebhookActs {
  private static final int MOST_WEBHOOKS = 20;
  private static final int LONGEST_URL = 2_000;

  private final Queries queries;

  WebhookActs(Queries queries) {
    this.queries = queries;
  }

  static Ruling put(Desk desk, Webhook webhook) {
    Optional<Webhook> known = desk.outbox.find(webhook.id());
    if (webhook.url().length() > LONGEST_URL || webhook.kinds().isEmpty()) {
      return Ruling.invalid("a webhook has an address of at most 2000 characters, and events");
    }
    if (known.isEmpty() && desk.outbox.size() >= MOST_WEBHOOKS) {
      return new Ruling.Impossible(Done.Why.FULL, "the tenant has " + MOST_WEBHOOKS + " webhooks");
    }
    Webhook kept = webhook.lost(known.map(Webhook::lost).orElse(0L));
    return new Ruling.Possible(
        webhook.id(),
        0,
        new Details()
            .texts("events", webhook.kinds().stream().map(Notice.Kind::id).toList())
            .struct(),
        new Details().text("url", webhook.url()).struct(),
        () -> {
          desk.outbox.put(kept);
          desk.row(new Row.OfWebhook(kept));
        });
  }

  static Ruling remove(Desk desk, String id) {
    if (desk.outbox.find(id).isEmpty()) {
      return Ruling.unknown("webhook", id);
    }
    return new Ruling.Possible(
        id,
        0,
        Value.Struct.EMPTY,
        Value.Struct.EMPTY,
        () -> {
          desk.outbox.remove(id);
          desk.row(new Row.WebhookGone(id));
        });
  }

  /** Whether there was something to keep: not of a webhook that is gone. */
  boolean keep(Desk desk, Posting.Sending posting, Instant now) {
    return switch (posting) {
      case Posting.Delivered(String webhook, String notice) -> {
        boolean known = desk.outbox.find(webhook).isPresent();
        if (known) {
          desk.outbox.settled(webhook);
          desk.row(new Row.Delivered(webhook, notice));
        }
        yield known;
      }
      case Posting.Failed(Delivery delivery) -> {
        boolean known = desk.outbox.find(delivery.webhook()).isPresent();
        if (known) {
          if (delivery.dead()) {
            desk.outbox.settled(delivery.webhook());
          }
          desk.row(new Row.OfDelivery(delivery));
        }
        yield known;
      }
      case Posting.Ended(var approvals) -> {
        approvals.forEach(id -> ended(desk, id, now));
        yield true;
      }
      case Posting.Test(String webhook, String notice) -> {
        Optional<Webhook> known = desk.outbox.find(webhook);
        known.ifPresent(
            one -> desk.send(one, new Notice(notice, Notice.Kind.TEST, now, null, null, null)));
        yield known.isPresent();
      }
    };
  }

  private void ended(Desk desk, String id, Instant now) {
    queries
        .approval(desk.tenant, id)
        .filter(one -> one.ends() && one.over(now))
        .map(one -> one.moved(Approval.State.EXPIRED, one.expires(), one.votes()))
        .ifPresent(
            over -> {
              desk.state.put(over);
              desk.row(new Row.OfApproval(over));
            });
  }
}
