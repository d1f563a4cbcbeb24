package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordedSubject;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ApprovalFilter;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what belongs to a subject and has it erased, a bounded number of records at a time, so that
 * decisions go on between. What is recorded while it goes on is not looked at. For one thread,
 * which it blocks.
 */
public final class Erasure {
  private static final int PAGE = 500;

  private final DecisionService service;
  private final String tenant;
  private final Actor actor;
  private final Selection selection;
  private final Instant now;
  private long records;
  private long approvals;
  private long tokens;
  private long live;
  private @Nullable Receipt receipt;

  private Erasure(
      DecisionService service, String tenant, Actor actor, Selection selection, Instant now) {
    this.service = service;
    this.tenant = tenant;
    this.actor = actor;
    this.selection = selection;
    this.now = now;
  }

  /** What became of it. */
  public sealed interface Result {}

  /**
   * It is done.
   *
   * @param records whose values are gone
   * @param approvals that are over, whose attributes are gone
   * @param tokens that had expired, whose session values are gone
   * @param live approvals and tokens that belong to the subject and still live: they keep their
   *     values until they are over
   * @param receipt the last record of it; null where there was nothing to erase
   */
  public record Erased(
      long records, long approvals, long tokens, long live, @Nullable Receipt receipt)
      implements Result {}

  /** It could not be done, or not to the end: doing it again goes on. */
  public record Stopped(Done.Refused why) implements Result {}

  /** Erases everything that a selection means. */
  public static Result run(
      DecisionService service, String tenant, Actor actor, Selection selection, Instant now) {
    return new Erasure(service, tenant, actor, selection, now).run();
  }

  private Result run() {
    Done.Refused refused = records();
    if (refused == null) {
      refused = approvals();
    }
    if (refused == null) {
      refused = tokens();
    }
    return refused == null
        ? new Erased(records, approvals, tokens, live, receipt)
        : new Stopped(refused);
  }

  private Done.@Nullable Refused records() {
    Queries queries = service.queries();
    long end = end(queries);
    long next = selection instanceof Selection.ByRecords(long from, long to) ? from : 0;
    while (next < end) {
      List<LedgerRow> rows = queries.ledger(tenant, next, PAGE);
      if (rows.isEmpty()) {
        return null;
      }
      List<Long> found = new ArrayList<>();
      for (LedgerRow row : rows) {
        if (row.index() < end && row.beside() != null && belongs(row)) {
          found.add(row.index());
        }
      }
      Done.Refused refused = erase(found, List.of(), List.of());
      if (refused != null) {
        return refused;
      }
      records += found.size();
      next = rows.getLast().index() + 1;
    }
    return null;
  }

  private long end(Queries queries) {
    long all = queries.firstAt(tenant, Instant.MAX);
    return selection instanceof Selection.ByRecords(long from, long to)
        ? Math.min(all, to + 1)
        : all;
  }

  private boolean belongs(LedgerRow row) {
    return switch (selection) {
      case Selection.ByRecords ignored -> true;
      case Selection.ByAgent(String agent) -> RecordedSubject.isOfAgent(row.leaf(), agent);
      case Selection.ByAttribute(String name, Value equals) ->
          row.beside() != null && RecordedSubject.holds(row.beside(), name, equals);
    };
  }

  private Done.@Nullable Refused approvals() {
    String after = "";
    do {
      Page<Approval> page = service.queries().approvals(tenant, ApprovalFilter.ALL, after, PAGE);
      List<String> found = new ArrayList<>();
      for (Approval one : page.items()) {
        if (belongs(one) && over(one.over(now))) {
          found.add(one.id());
        }
      }
      Done.Refused refused = erase(List.of(), found, List.of());
      if (refused != null) {
        return refused;
      }
      approvals += found.size();
      after = page.next();
    } while (!after.isEmpty());
    return null;
  }

  private boolean belongs(Approval approval) {
    if (approval.attributes().members().isEmpty()) {
      return false;
    }
    return switch (selection) {
      case Selection.ByRecords ignored -> false;
      case Selection.ByAgent(String agent) -> approval.agents().contains(agent);
      case Selection.ByAttribute(String name, Value equals) ->
          RecordedSubject.holds(approval.attributes(), name, equals);
    };
  }

  private Done.@Nullable Refused tokens() {
    String after = "";
    do {
      Page<IssuedToken> page = service.queries().tokens(tenant, after, PAGE);
      List<String> found = new ArrayList<>();
      for (IssuedToken one : page.items()) {
        if (belongs(one) && over(one.over(now))) {
          found.add(one.jti());
        }
      }
      Done.Refused refused = erase(List.of(), List.of(), found);
      if (refused != null) {
        return refused;
      }
      tokens += found.size();
      after = page.next();
    } while (!after.isEmpty());
    return null;
  }

  private boolean belongs(IssuedToken token) {
    Value.Struct values = token.claims().values();
    if (values.members().isEmpty() && token.metadata().members().isEmpty()) {
      return false;
    }
    return switch (selection) {
      case Selection.ByRecords ignored -> false;
      case Selection.ByAgent(String agent) ->
          token.claims().links().stream().anyMatch(link -> link.agent().equals(agent));
      case Selection.ByAttribute(String name, Value equals) ->
          RecordedSubject.holds(values, name, equals)
              || RecordedSubject.holds(token.metadata(), name, equals);
    };
  }

  /** Counts what is not over yet. */
  private boolean over(boolean over) {
    live += over ? 0 : 1;
    return over;
  }

  private Done.@Nullable Refused erase(
      List<Long> found, List<String> overApprovals, List<String> overTokens) {
    if (found.isEmpty() && overApprovals.isEmpty() && overTokens.isEmpty()) {
      return null;
    }
    Act act =
        switch (selection) {
          case Selection.ByRecords ignored ->
              new Act.Erase("records", "", found, overApprovals, overTokens);
          case Selection.ByAgent(String agent) ->
              new Act.Erase("agent", agent, found, overApprovals, overTokens);
          case Selection.ByAttribute(String name, Value equals) ->
              new Act.Erase("attribute", name, found, overApprovals, overTokens);
        };
    return switch (service.perform(tenant, actor, act).toCompletableFuture().join()) {
      case Done.Committed committed -> {
        receipt = committed.receipt();
        yield null;
      }
      case Done.Refused refused -> refused;
    };
  }
}
