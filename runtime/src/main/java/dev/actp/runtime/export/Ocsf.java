package dev.actp.runtime.export;

import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open Cybersecurity Schema Framework 1.3.0, class API Activity (6003), with the profile {@code
 * security_control}: what an agent asked for is the call, its token's holder the actor, and the
 * decision says what became of it.
 */
final class Ocsf {
  private static final String VERSION = "1.3.0";
  private static final int CATEGORY = 6;
  private static final int CLASS = 6003;
  private static final int OTHER = 99;

  private Ocsf() {}

  /** How a result is told. */
  private record Told(
      int severity, int status, String statusName, int action, String actionName, int disposition) {
    static Told of(String result) {
      return switch (result) {
        case "denied", "refused" -> new Told(3, 2, "Failure", 2, "Denied", 2);
        case "needs_approval" -> new Told(2, 2, "Failure", 2, "Denied", OTHER);
        default -> new Told(1, 1, "Success", 1, "Allowed", 1);
      };
    }
  }

  static String of(ShownRecord record) {
    Told told = Told.of(record.result());
    return JsonText.object(
        out -> {
          out.number("activity_id", OTHER)
              .text("activity_name", record.isDecision() ? "Enforce" : "Administer")
              .number("category_uid", CATEGORY)
              .text("category_name", "Application Activity")
              .number("class_uid", CLASS)
              .text("class_name", "API Activity")
              .number("type_uid", CLASS * 100L + OTHER)
              .number("time", Instant.parse(record.textOr("at")).toEpochMilli())
              .number("severity_id", told.severity())
              .number("status_id", told.status())
              .text("status", told.statusName())
              .text("status_code", record.result())
              .text("status_detail", detail(record))
              .number("action_id", told.action())
              .text("action", told.actionName())
              .number("disposition_id", told.disposition())
              .text("message", record.summary());
          metadata(out, record);
          actor(out, record);
          out.object("api", api -> api.text("operation", operation(record)));
          out.object("src_endpoint", source -> source(source, record));
          if (!record.object().isEmpty()) {
            out.each("resources", List.of(record.object()), (one, name) -> one.text("name", name));
          }
          out.object("unmapped", more -> more.text("leaf_hash", record.record().leafHash()));
        });
  }

  /** The operation is required; a record without one says so. */
  private static String operation(ShownRecord record) {
    return record.operation().isEmpty() ? "unknown" : record.operation();
  }

  private static @Nullable String detail(ShownRecord record) {
    String message = record.first("reasons", "message");
    return message != null ? message : record.cell("reason");
  }

  private static void metadata(JsonText out, ShownRecord record) {
    out.object(
        "metadata",
        metadata ->
            metadata
                .text("version", VERSION)
                .texts("profiles", List.of("security_control"))
                .object(
                    "product",
                    product ->
                        product
                            .text("name", Product.NAME)
                            .text("vendor_name", Product.NAME)
                            .text("version", Product.VERSION))
                .text("uid", record.record().auditId())
                .text("tenant_uid", record.text("tenant"))
                .number("sequence", record.record().index())
                .text("event_code", record.text("kind"))
                .text("log_name", "ledger")
                .text("original_time", record.text("at")));
  }

  private static void actor(JsonText out, ShownRecord record) {
    String user = record.isDecision() ? record.text("agent") : record.within("actor", "id");
    String session = record.text("session");
    out.object(
        "actor",
        actor -> {
          actor.object(
              "user",
              one ->
                  one.text("uid", user == null || user.isEmpty() ? "unknown" : user)
                      .number("type_id", record.isDecision() ? OTHER : 2)
                      .text("type", record.isDecision() ? "Agent" : "Admin"));
          if (session != null) {
            actor.object("session", one -> one.text("uid", session));
          }
        });
  }

  /** The address, if it was recorded and is still there; else the caller's key or token. */
  private static void source(JsonText out, ShownRecord record) {
    String caller = record.within(record.isDecision() ? "caller" : "actor", "id");
    if (record.record().context().members().get("request.ip") instanceof Value.Text(String ip)) {
      out.text("ip", ip);
    }
    out.text("uid", caller == null || caller.isEmpty() ? "unknown" : caller);
  }
}
