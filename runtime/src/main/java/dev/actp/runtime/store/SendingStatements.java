package dev.actp.runtime.store;

import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.state.Micros;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes who is told what, and what is on its way. */
final class SendingStatements {
  private SendingStatements() {}

  static void write(Connection connection, long tenant, Row.Sending row) throws SQLException {
    switch (row) {
      case Row.OfWebhook(Webhook webhook) ->
          Sql.execute(
              connection,
              "INSERT OR REPLACE INTO webhook VALUES (?,?,?)",
              tenant,
              webhook.id(),
              WebhookDocuments.of(webhook));
      case Row.WebhookGone(String webhook) -> {
        for (String rest :
            List.of("webhook WHERE tenant = ? AND id", "delivery WHERE tenant = ? AND webhook")) {
          Sql.execute(connection, "DELETE FROM " + rest + " = ?", tenant, webhook);
        }
      }
      case Row.OfDelivery(Delivery delivery) -> delivery(connection, tenant, delivery);
      case Row.Delivered(String webhook, String notice) ->
          Sql.execute(
              connection,
              "DELETE FROM delivery WHERE tenant = ? AND webhook = ? AND id = ?",
              tenant,
              webhook,
              notice);
    }
  }

  /** Takes what people saw out of all that is kept of an approval's notices. */
  static void erase(Connection connection, long tenant, String approval) throws SQLException {
    String webhooks = "SELECT id FROM webhook WHERE tenant = ?";
    String kept = "SELECT body FROM delivery WHERE tenant = ? AND webhook = ? AND id = ?";
    for (String webhook : Sql.list(connection, Sql::text, webhooks, tenant)) {
      for (Notice.Kind kind : Notice.Kind.values()) {
        Optional<String> body =
            Sql.first(connection, Sql::text, kept, tenant, webhook, Notice.id(kind, approval));
        if (body.isPresent()) {
          delivery(connection, tenant, WebhookDocuments.delivery(body.get()).erased());
        }
      }
    }
  }

  private static void delivery(Connection connection, long tenant, Delivery delivery)
      throws SQLException {
    Sql.execute(
        connection,
        "INSERT OR REPLACE INTO delivery VALUES (?,?,?,?,?,?,?)",
        tenant,
        delivery.webhook(),
        delivery.notice().id(),
        Micros.of(delivery.notice().at()),
        Micros.of(delivery.next()),
        delivery.dead() ? 1 : 0,
        WebhookDocuments.of(delivery));
    if (delivery.dead()) {
      Sql.execute(
          connection,
          "DELETE FROM delivery WHERE tenant = ?1 AND webhook = ?2 AND dead AND id NOT IN (SELECT"
              + " id FROM delivery WHERE tenant = ?1 AND webhook = ?2 AND dead ORDER BY at DESC, id"
              + " LIMIT ?3)",
          tenant,
          delivery.webhook(),
          Row.OfDelivery.DEAD_MAX);
    }
  }
}
