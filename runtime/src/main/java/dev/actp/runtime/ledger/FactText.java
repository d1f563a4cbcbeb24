package dev.actp.runtime.ledger;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.TreeSet;

/**
 * Facts as a record holds them: an array each, the kind first, then what was asked, then what was
 * read. Values of attributes and of the session are left out: the record has them sealed.
 *
 * <ul>
 *   <li>{@code ["agent", id, "ok" | "missing" | "disabled" | "suspended", until?]}
 *   <li>{@code ["token", jti, "ok" | "revoked", [policies], [capabilities]]}
 *   <li>{@code ["used", policy, scope, kind, window, measure, released by, [keys], amount]}
 *   <li>{@code ["approval", policy, capability, clause, state, id]}
 *   <li>{@code ["asking", agent, count]}
 *   <li>{@code ["history", action, [attributes], within, succeeded, truth]}
 *   <li>{@code ["mail_domains", [names]]}
 *   <li>{@code ["unavailable", kind]}
 * </ul>
 */
final class FactText {
  private FactText() {}

  static void write(Fact fact, JsonBuffer out) {
    out.open('[');
    switch (fact.reading()) {
      case Reading.Unavailable ignored -> out.text("unavailable").text(kind(fact.key()));
      case Reading.Missing ignored ->
          out.text(kind(fact.key())).text(about(fact.key())).text("missing");
      case Reading.Agent agent -> agent(fact.key(), agent, out);
      case Reading.Revocations revoked -> revocations(fact.key(), revoked, out);
      case Reading.Used(Value amount) -> {
        if (fact.key() instanceof FactKey.Usage(CounterKey counter)) {
          used(counter, amount, out);
        }
      }
      case Reading.Count(int count) -> out.text("asking").text(about(fact.key())).number(count);
      case Reading.Approval approval -> approval(fact.key(), approval, out);
      case Reading.Domains(var names) -> out.text("mail_domains").texts(names);
      case Reading.Truth(boolean truth) -> history(fact.key(), truth, out);
    }
    out.close(']');
  }

  private static void agent(FactKey key, Reading.Agent agent, JsonBuffer out) {
    Instant until = agent.suspendedUntil();
    String standing = agent.disabled() ? "disabled" : until == null ? "ok" : "suspended";
    out.text("agent").text(about(key)).text(standing);
    if (until != null) {
      out.text(until.toString());
    }
  }

  private static void revocations(FactKey key, Reading.Revocations revoked, JsonBuffer out) {
    out.text("token").text(about(key)).text(revoked.whole() ? "revoked" : "ok");
    if (!revoked.policies().isEmpty() || !revoked.capabilities().isEmpty()) {
      out.texts(new TreeSet<>(revoked.policies())).texts(new TreeSet<>(revoked.capabilities()));
    }
  }

  private static void used(CounterKey key, Value amount, JsonBuffer out) {
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
    out.close(']').text(amount(amount));
  }

  private static String window(Window window) {
    return switch (window) {
      case Window.Sliding sliding -> sliding.length().toString();
      case Window.Calendar calendar -> Words.of(calendar.unit()) + " in " + calendar.zone().getId();
      case Window.Total ignored -> "total";
    };
  }

  private static String amount(Value amount) {
    return switch (amount) {
      case Value.Num number -> number.value().toPlainString();
      case Value.Money money -> money.amount().toPlainString() + " " + money.currency();
      default -> "";
    };
  }

  private static void approval(FactKey key, Reading.Approval read, JsonBuffer out) {
    if (key instanceof FactKey.ApprovalFor(var asked)) {
      out.text("approval").text(asked.policy()).text(asked.capability()).text(asked.clause());
      out.text(Words.of(read.state())).text(read.id());
    }
  }

  private static void history(FactKey key, boolean truth, JsonBuffer out) {
    if (key instanceof FactKey.History asked) {
      out.text("history").text(asked.action()).texts(asked.with().members().keySet());
      out.text(asked.within() == null ? "" : asked.within().toString());
      out.bool(asked.succeeded()).bool(truth);
    }
  }

  private static String kind(FactKey key) {
    return switch (key) {
      case FactKey.AgentStanding ignored -> "agent";
      case FactKey.TokenStanding ignored -> "token";
      case FactKey.Usage ignored -> "used";
      case FactKey.ApprovalFor ignored -> "approval";
      case FactKey.OpenApprovals ignored -> "asking";
      case FactKey.MailDomains ignored -> "mail_domains";
      case FactKey.History ignored -> "history";
    };
  }

  private static String about(FactKey key) {
    return switch (key) {
      case FactKey.AgentStanding(String agent) -> agent;
      case FactKey.TokenStanding token -> token.jti();
      case FactKey.Usage usage -> usage.counter().counter().scope();
      case FactKey.ApprovalFor approval -> approval.approval().policy();
      case FactKey.OpenApprovals(String agent) -> agent;
      case FactKey.MailDomains ignored -> "";
      case FactKey.History history -> history.action();
    };
  }
}
