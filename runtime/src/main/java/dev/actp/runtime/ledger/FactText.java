package dev.actp.runtime.ledger;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * Facts as a record holds them: an array each, the kind first, then what was asked, then what was
 * read, which is {@code "unavailable"} where it could not be read. Values of attributes and of the
 * session are left out: the record has them sealed.
 *
 * <ul>
 *   <li>{@code ["agent", id, "ok" | "missing" | "disabled" | "suspended", until?]}
 *   <li>{@code ["token", jti, "ok" | "revoked", [policies], [capabilities]]}
 *   <li>{@code ["used", policy, scope, kind, window, measure, released by, [keys], amount]}
 *   <li>{@code ["approval", policy, capability, clause, state, id]}
 *   <li>{@code ["asking", agent, count]}
 *   <li>{@code ["history", action, [attributes], within, succeeded, truth]}
 *   <li>{@code ["mail_domains", [names]]}
 *   <li>{@code ["redacted", policy, link, expression, "true" | "false" | "value" | fault]}
 * </ul>
 */
final class FactText {
  /** What stands in the place of a reading that could not be had. */
  static final String UNAVAILABLE = "unavailable";

  static final String MISSING = "missing";

  private FactText() {}

  static void write(Fact fact, JsonBuffer out) {
    out.open('[');
    key(fact.key(), out);
    reading(fact.reading(), out);
    out.close(']');
  }

  /** What was asked, as it stands at the beginning of the fact. */
  static String key(FactKey key) {
    JsonBuffer out = new JsonBuffer().open('[');
    key(key, out);
    return out.close(']').toString();
  }

  /** How many elements of a fact's array say what was asked. */
  static int keyLength(String kind) {
    return switch (kind) {
      case "mail_domains" -> 1;
      case "agent", "token", "asking" -> 2;
      case "approval", "redacted" -> 4;
      case "history" -> 5;
      case "used" -> 8;
      default -> throw new IllegalArgumentException("a record holds no known fact");
    };
  }

  /**
   * What tells facts apart whose text is the same: the resource that an earlier use was asked for,
   * with its placeholders filled in, or the digest of the request that an approval is for. Empty
   * where the text tells all.
   */
  static String detail(FactKey key) {
    return switch (key) {
      case FactKey.ApprovalFor(var asked) -> asked.requestDigest();
      case FactKey.History history ->
          history.on() == null ? "" : Canonical.text(List.of(history.on()));
      case FactKey.AgentStanding ignored -> "";
      case FactKey.TokenStanding ignored -> "";
      case FactKey.Usage ignored -> "";
      case FactKey.OpenApprovals ignored -> "";
      case FactKey.MailDomains ignored -> "";
      case FactKey.Redacted ignored -> "";
    };
  }

  private static void key(FactKey key, JsonBuffer out) {
    switch (key) {
      case FactKey.AgentStanding(String agent) -> out.text("agent").text(agent);
      case FactKey.TokenStanding token -> out.text("token").text(token.jti());
      case FactKey.Usage(CounterKey counter) -> used(counter, out);
      case FactKey.ApprovalFor(var asked) ->
          out.text("approval").text(asked.policy()).text(asked.capability()).text(asked.clause());
      case FactKey.OpenApprovals(String agent) -> out.text("asking").text(agent);
      case FactKey.MailDomains ignored -> out.text("mail_domains");
      case FactKey.History asked -> history(asked, out);
      case FactKey.Redacted asked ->
          out.text("redacted").text(asked.policy()).number(asked.link()).text(asked.expression());
    }
  }

  private static void history(FactKey.History asked, JsonBuffer out) {
    out.text("history").text(asked.action()).texts(asked.with().members().keySet());
    out.text(asked.within() == null ? "" : asked.within().toString()).bool(asked.succeeded());
  }

  private static void used(CounterKey key, JsonBuffer out) {
    Counter counter = key.counter();
    out.text("used").text(counter.policy()).text(counter.scope());
    out.text(Words.of(counter.kind())).text(window(counter.window()));
    out.text(counter.measure());
    out.text(counter.releasedBy() == null ? "" : counter.releasedBy());
    out.open('[');
    for (int i = 0; i < counter.keys().size(); i++) {
      switch (counter.keys().get(i)) {
        case Counter.Key.Of of -> {
          out.text(Words.of(of));
          out.text(i < key.values().size() ? key.values().get(i) : "");
        }
        case Counter.Key.SessionValue(String name) -> out.text("session." + name);
        case Counter.Key.Attribute(String name) -> out.text("attribute." + name);
      }
    }
    out.close(']');
  }

  private static String window(Window window) {
    return switch (window) {
      case Window.Sliding sliding -> sliding.length().toString();
      case Window.Calendar calendar -> Words.of(calendar.unit()) + " in " + calendar.zone().getId();
      case Window.Total ignored -> "total";
    };
  }

  private static void reading(Reading reading, JsonBuffer out) {
    switch (reading) {
      case Reading.Unavailable ignored -> out.text(UNAVAILABLE);
      case Reading.Missing ignored -> out.text(MISSING);
      case Reading.Agent agent -> agent(agent, out);
      case Reading.Revocations revoked -> revocations(revoked, out);
      case Reading.Used(Value amount) -> out.text(amount(amount));
      case Reading.Count(int count) -> out.number(count);
      case Reading.Approval approval -> out.text(Words.of(approval.state())).text(approval.id());
      case Reading.Domains(var names) -> out.texts(names);
      case Reading.Truth(boolean truth) -> out.bool(truth);
      case Reading.Came(Result result) -> out.text(came(result));
    }
  }

  private static void agent(Reading.Agent agent, JsonBuffer out) {
    Instant until = agent.suspendedUntil();
    out.text(agent.disabled() ? "disabled" : until == null ? "ok" : "suspended");
    if (until != null) {
      out.text(until.toString());
    }
  }

  private static void revocations(Reading.Revocations revoked, JsonBuffer out) {
    out.text(revoked.whole() ? "revoked" : "ok");
    if (!revoked.policies().isEmpty() || !revoked.capabilities().isEmpty()) {
      out.texts(new TreeSet<>(revoked.policies())).texts(new TreeSet<>(revoked.capabilities()));
    }
  }

  private static String amount(Value amount) {
    return switch (amount) {
      case Value.Num number -> number.value().toPlainString();
      case Value.Money money -> money.amount().toPlainString() + " " + money.currency();
      default -> "";
    };
  }

  private static String came(Result result) {
    return switch (result) {
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case Fault fault -> Words.of(fault.kind());
      case Value other -> "value";
    };
  }
}
