package dev.actp.runtime.service;

import dev.actp.runtime.ledger.RecordedSubject;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Taking away what is kept beside records. The records stay, and say as before what they said of
 * it: salted digests, which without their salts tell nobody anything.
 */
final class ErasureActs {
  private final Queries queries;

  ErasureActs(Queries queries) {
    this.queries = queries;
  }

  /** Puts an erasure on record, so that it is carried out whatever happens. */
  Ruling begin(Desk desk, Actor actor, Selection selection, Instant now) {
    long waiting =
        queries.erasures(desk.tenant).stream().filter(one -> one.ended() == null).count();
    if (waiting >= ErasureOrder.WAITING_MAX) {
      return new Ruling.Impossible(
          Done.Why.FULL, ErasureOrder.WAITING_MAX + " erasures are waiting: try again later");
    }
    long record = desk.next();
    long from = selection instanceof Selection.ByRecords places ? places.from() : 0;
    long end =
        selection instanceof Selection.ByRecords places && places.to() < record
            ? places.to() + 1
            : record;
    String name =
        switch (selection) {
          case Selection.ByAttribute(String attribute, Value ignored) -> attribute;
          case Selection.ByAgent(String agent) -> agent;
          case Selection.ByRecords ignored -> "";
        };
    ErasureOrder order =
        new ErasureOrder(
            record,
            now,
            Words.of(actor.kind()),
            actor.id(),
            selection.by(),
            name,
            from,
            end,
            0,
            0,
            0,
            0,
            null);
    Value.Struct sealed =
        selection instanceof Selection.ByAttribute(String ignored, Value equals)
            ? Acts.struct(RecordedSubject.SOUGHT, equals)
            : Value.Struct.EMPTY;
    return new Ruling.Possible(
        order.id(), 0, asked(order), sealed, () -> desk.row(new Row.OfErasure(order)));
  }

  private static Value.Struct asked(ErasureOrder order) {
    Details details = new Details().text("by", order.by());
    if (!order.name().isEmpty()) {
      details.text("name", order.name());
    }
    return details
        .value("from", Value.Num.of(order.next()))
        .value("before", Value.Num.of(order.end()))
        .struct();
  }

  Ruling erase(Desk desk, Act.Erase act, Instant now) {
    if (act.count() == 0 || act.count() > Act.Erase.MOST) {
      return Ruling.invalid("between 1 and " + Act.Erase.MOST + " things are erased at once");
    }
    for (long index : act.records()) {
      if (index < 0 || index >= desk.next()) {
        return Ruling.unknown("record", "aud_" + index);
      }
    }
    if (!waits(desk, act.after())) {
      return Ruling.unknown("erasure that waits", act.after().id());
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.OfErasure(act.after()));
    rows.add(new Row.Erased(act.records()));
    for (String id : act.approvals()) {
      Optional<Approval> approval = queries.approval(desk.tenant, id);
      if (approval.isEmpty() || !approval.get().over(now)) {
        return Ruling.conflict("the approval `" + id + "` is not over");
      }
      rows.add(new Row.ErasedApproval(approval.get().erased()));
    }
    for (String id : act.tokens()) {
      Optional<IssuedToken> token = queries.token(desk.tenant, id);
      if (token.isEmpty() || !token.get().over(now)) {
        return Ruling.conflict("the token `" + id + "` has not expired");
      }
      rows.add(new Row.Renewed(token.get().erased()));
    }
    return new Ruling.Possible(
        act.after().name(), 0, details(act), Value.Struct.EMPTY, () -> rows.forEach(desk::row));
  }

  /** Puts on record that all was gone through, and lets go the value that it was about. */
  Ruling end(Desk desk, ErasureOrder order, long live, Instant now) {
    if (!waits(desk, order)) {
      return Ruling.unknown("erasure that waits", order.id());
    }
    ErasureOrder over = order.over(now, live);
    Value.Struct details =
        new Details()
            .value("records", Value.Num.of(over.records()))
            .value("approvals", Value.Num.of(over.approvals()))
            .value("tokens", Value.Num.of(over.tokens()))
            .value("live", Value.Num.of(over.live()))
            .struct();
    return new Ruling.Possible(
        order.id(),
        0,
        details,
        Value.Struct.EMPTY,
        () -> {
          desk.row(new Row.Erased(List.of(order.record())));
          desk.row(new Row.OfErasure(over));
        });
  }

  private boolean waits(Desk desk, ErasureOrder order) {
    return queries.erasures(desk.tenant).stream()
        .anyMatch(one -> one.record() == order.record() && one.ended() == null);
  }

  /** What the policies let go; as many as an erasure takes at once. */
  Ruling prune(Desk desk, Instant now) {
    List<Long> due = queries.due(desk.tenant, now, Act.Erase.MOST);
    if (due.isEmpty()) {
      return new Ruling.Already("", 0);
    }
    return new Ruling.Possible(
        "",
        0,
        new Details().value("records", ranges(due)).struct(),
        Value.Struct.EMPTY,
        () -> desk.row(new Row.Erased(due)));
  }

  private static Value.Struct details(Act.Erase act) {
    Details details = new Details().text("by", act.after().by()).text("asked", act.after().id());
    if (!act.after().name().isEmpty()) {
      details.text("name", act.after().name());
    }
    if (!act.approvals().isEmpty()) {
      details.texts("approvals", act.approvals());
    }
    if (!act.tokens().isEmpty()) {
      details.texts("tokens", act.tokens());
    }
    return details.value("records", ranges(act.records())).struct();
  }

  /** Indexes as runs, first and last of each. */
  private static Value ranges(List<Long> records) {
    List<Value> ranges = new ArrayList<>();
    List<Long> sorted = records.stream().sorted().toList();
    int from = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || sorted.get(i) > sorted.get(i - 1) + 1) {
        ranges.add(
            new Value.Sequence(
                List.of(Value.Num.of(sorted.get(from)), Value.Num.of(sorted.get(i - 1)))));
        from = i;
      }
    }
    return new Value.Sequence(ranges);
  }
}
