package dev.actp.runtime.service;

import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.ledger.RecordedSubject;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ApprovalFilter;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out an erasure that was asked for, a bounded number of records at a time, so that
 * decisions go on between. How far it has come is committed with what it erases: cut off anywhere,
 * another one goes on. What is recorded after it was asked for is not looked at. For one thread,
 * which it blocks, and one at a time for each tenant.
 */
public final class Erasure {
  /** How many records, approvals or tokens a step looks at. */
  static final int PAGE = Act.Erase.MOST;

  /** After how many steps that found nothing it is kept how far it has come. */
  private static final int KEPT_AFTER = 20;

  private final DecisionService service;
  private final String tenant;
  private final @Nullable Selection selection;
  private ErasureOrder order;
  private Phase phase = Phase.RECORDS;
  private String after = "";
  private long live;
  private int unkept;

  private enum Phase {
    RECORDS,
    APPROVALS,
    TOKENS,
    END
  }

  private Erasure(
      DecisionService service, String tenant, ErasureOrder order, @Nullable Selection selection) {
    this.service = service;
    this.tenant = tenant;
    this.order = order;
    this.selection = selection;
  }

  /** What a step came to. */
  public sealed interface Step {}

  /** There is more to do. */
  public record Going() implements Step {}

  /** All was gone through, and that is on record. */
  public record Ended(ErasureOrder order, Receipt receipt) implements Step {}

  /** It could not be taken; another erasure goes on from what is stored. */
  public record Stopped(Done.Refused why) implements Step {}

  /** The one that was asked for first of those of a tenant that have not ended. */
  public static Optional<Erasure> waiting(DecisionService service, String tenant) {
    return service.queries().erasures(tenant).stream()
        .filter(one -> one.ended() == null)
        .min(Comparator.comparingLong(ErasureOrder::record))
        .map(order -> new Erasure(service, tenant, order, selection(service, tenant, order)));
  }

  /** Whose data it is; null where that is not there any more. */
  private static @Nullable Selection selection(
      DecisionService service, String tenant, ErasureOrder order) {
    return switch (order.by()) {
      case Selection.AGENT -> new Selection.ByAgent(order.name());
      case Selection.RECORDS -> new Selection.ByRecords(order.next(), order.end() - 1);
      default -> {
        byte[] beside = service.queries().ledger(tenant, order.record(), 1).getFirst().beside();
        Value sought = beside == null ? null : RecordedSubject.sought(beside).orElse(null);
        yield sought == null ? null : new Selection.ByAttribute(order.name(), sought);
      }
    };
  }

  /**
   * Asks for an erasure and carries it out, after all that were asked for before. For whoever is
   * alone with the store.
   */
  public static Step run(
      DecisionService service, String tenant, Actor actor, Selection selection, Instant now) {
    Act act = new Act.BeginErasure(actor, selection);
    return switch (service.perform(tenant, actor, act).toCompletableFuture().join()) {
      case Done.Refused refused -> new Stopped(refused);
      case Done.Committed begun -> until(service, tenant, begun.receipt().index(), now);
    };
  }

  private static Step until(DecisionService service, String tenant, long record, Instant now) {
    Step step = new Going();
    while (!(step instanceof Stopped)
        && !(step instanceof Ended ended && ended.order().record() == record)) {
      Erasure next = waiting(service, tenant).orElseThrow();
      do {
        step = next.step(now);
      } while (step instanceof Going);
    }
    return step;
  }

  /** Looks at some more, and erases what belongs to the subject. */
  public Step step(Instant now) {
    if (selection == null) {
      String why = "the value that " + order.id() + " is about is gone";
      return new Stopped(new Done.Refused(Done.Why.CONFLICT, why, null));
    }
    return switch (phase) {
      case RECORDS -> records(selection);
      case APPROVALS -> approvals(selection, now);
      case TOKENS -> tokens(selection, now);
      case END -> end(now);
    };
  }

  private Step records(Selection whose) {
    List<LedgerRow> rows =
        order.next() < order.end()
            ? service.queries().ledger(tenant, order.next(), PAGE)
            : List.of();
    if (rows.isEmpty()) {
      phase = Phase.APPROVALS;
      return new Going();
    }
    List<Long> found = new ArrayList<>();
    for (LedgerRow row : rows) {
      if (row.index() < order.end() && hasValues(row) && belongs(row, whose)) {
        found.add(row.index());
      }
    }
    long next = Math.min(order.end(), rows.getLast().index() + 1);
    ErasureOrder moved = order.at(next, found.size());
    return found.isEmpty() ? quietly(moved) : erase(moved, found, List.of(), List.of());
  }

  /** Goes on without a record; now and then how far is kept, so that no restart begins anew. */
  private Step quietly(ErasureOrder moved) {
    order = moved;
    unkept++;
    if (unkept == KEPT_AFTER) {
      unkept = 0;
      service.keep(tenant, new Posting.Erasing(order)).toCompletableFuture().join();
    }
    return new Going();
  }

  /** An act without any, as the acts of an erasure are, has nothing to lose. */
  private static boolean hasValues(LedgerRow row) {
    return row.beside() != null && !RecordedSubject.isNothing(row.beside());
  }

  private static boolean belongs(LedgerRow row, Selection whose) {
    return switch (whose) {
      case Selection.ByRecords ignored -> true;
      case Selection.ByAgent(String agent) -> RecordedSubject.isOfAgent(row.leaf(), agent);
      case Selection.ByAttribute(String name, Value equals) ->
          row.beside() != null && RecordedSubject.holds(row.beside(), name, equals);
    };
  }

  private Step approvals(Selection whose, Instant now) {
    Page<Approval> page = service.queries().approvals(tenant, ApprovalFilter.ALL, after, PAGE);
    List<String> found = new ArrayList<>();
    for (Approval one : page.items()) {
      if (belongs(one, whose) && over(one.over(now))) {
        found.add(one.id());
      }
    }
    follow(page, Phase.TOKENS);
    return erase(order.and(found.size(), 0), List.of(), found, List.of());
  }

  private static boolean belongs(Approval approval, Selection whose) {
    if (approval.attributes().members().isEmpty()) {
      return false;
    }
    return switch (whose) {
      case Selection.ByRecords ignored -> false;
      case Selection.ByAgent(String agent) -> approval.agents().contains(agent);
      case Selection.ByAttribute(String name, Value equals) ->
          RecordedSubject.holds(approval.attributes(), name, equals);
    };
  }

  private Step tokens(Selection whose, Instant now) {
    Page<IssuedToken> page = service.queries().tokens(tenant, after, PAGE);
    List<String> found = new ArrayList<>();
    for (IssuedToken one : page.items()) {
      if (belongs(one, whose) && over(one.over(now))) {
        found.add(one.jti());
      }
    }
    follow(page, Phase.END);
    return erase(order.and(0, found.size()), List.of(), List.of(), found);
  }

  private static boolean belongs(IssuedToken token, Selection whose) {
    Value.Struct values = token.claims().values();
    if (values.members().isEmpty() && token.metadata().members().isEmpty()) {
      return false;
    }
    return switch (whose) {
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

  private void follow(Page<?> page, Phase next) {
    after = page.next();
    phase = after.isEmpty() ? next : phase;
  }

  private Step erase(
      ErasureOrder moved, List<Long> found, List<String> overApprovals, List<String> overTokens) {
    if (found.isEmpty() && overApprovals.isEmpty() && overTokens.isEmpty()) {
      return new Going();
    }
    return switch (perform(new Act.Erase(moved, found, overApprovals, overTokens))) {
      case Done.Refused refused -> new Stopped(refused);
      case Done.Committed ignored -> {
        order = moved;
        yield new Going();
      }
    };
  }

  private Step end(Instant now) {
    return switch (perform(new Act.EndErasure(order, live))) {
      case Done.Refused refused -> new Stopped(refused);
      case Done.Committed done -> new Ended(order.over(now, live), done.receipt());
    };
  }

  /** In the name of who asked for it. */
  private Done perform(Act act) {
    Actor actor =
        new Actor(Actor.Kind.valueOf(order.actorKind().toUpperCase(Locale.ROOT)), order.actorId());
    return service.perform(tenant, actor, act).toCompletableFuture().join();
  }
}
