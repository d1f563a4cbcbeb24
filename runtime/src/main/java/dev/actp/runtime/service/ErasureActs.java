package dev.actp.runtime.service;

import dev.actp.runtime.registry.Approval;
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

  Ruling erase(Desk desk, Act.Erase act, Instant now) {
    if (act.count() == 0 || act.count() > Act.Erase.MOST) {
      return Ruling.invalid("between 1 and " + Act.Erase.MOST + " things are erased at once");
    }
    for (long index : act.records()) {
      if (index < 0 || index >= desk.next()) {
        return Ruling.unknown("record", "aud_" + index);
      }
    }
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Erased(act.records()));
    for (String id : act.approvals()) {
      Optional<Approval> approval = queries.approval(desk.tenant, id);
      if (approval.isEmpty() || !approval.get().over(now)) {
        return Ruling.conflict("the approval `" + id + "` is not over");
      }
      rows.add(new Row.OfApproval(approval.get().erased()));
    }
    for (String id : act.tokens()) {
      Optional<IssuedToken> token = queries.token(desk.tenant, id);
      if (token.isEmpty() || !token.get().over(now)) {
        return Ruling.conflict("the token `" + id + "` has not expired");
      }
      rows.add(new Row.Renewed(token.get().erased()));
    }
    return new Ruling.Possible(
        act.name(), 0, details(act), Value.Struct.EMPTY, () -> rows.forEach(desk::row));
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
    Details details = new Details().text("by", act.by());
    if (!act.name().isEmpty()) {
      details.text("name", act.name());
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
