package dev.actp.runtime.service;

import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.ledger.RecordReader;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.state.Charges;
import dev.actp.runtime.state.Report;
import dev.actp.runtime.state.Use;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports of how allowed uses went. */
final class ReportActs {
  private final Queries queries;

  ReportActs(Queries queries) {
    this.queries = queries;
  }

  Ruling report(Desk desk, Act.Report act, Instant now) {
    Optional<AuditRecord> record = queries.record(desk.tenant, act.index());
    Optional<RecordReader.Allowed> allowed =
        record.flatMap(one -> RecordReader.allowed(one.leaf()));
    String id = "aud_" + act.index();
    if (record.isEmpty() || allowed.isEmpty()) {
      return Ruling.unknown("allowed use", id);
    }
    boolean same =
        act.caller().kind() != Caller.Kind.TOKEN
            && act.caller().id().equals(allowed.get().callerId())
            && !"token".equals(allowed.get().callerKind());
    if (!same) {
      return new Ruling.Impossible(
          Done.Why.FORBIDDEN, "only the key that got the allow reports how it went");
    }
    boolean succeeded = act.outcome() == Act.Outcome.SUCCEEDED;
    Use use = use(desk, act.index(), allowed.get());
    Report report = desk.state.report(use, effects(record.get()), succeeded, now);
    return switch (report) {
      case REPORTED_BEFORE -> Ruling.conflict("this use was reported before");
      case TOO_LATE -> Ruling.conflict("a use is reported within 15 minutes");
      case ACCEPTED ->
          new Ruling.Possible(
              id,
              0,
              new Details().text("outcome", Words.of(act.outcome())).struct(),
              Value.Struct.EMPTY,
              () -> {});
    };
  }

  private static List<Effect> effects(AuditRecord record) {
    return record.context().members().get("charges") instanceof Value.Text(String charges)
        ? Charges.effects(charges)
        : List.of();
  }

  /** As much of the use as its outcome concerns. */
  private static Use use(Desk desk, long index, RecordReader.Allowed allowed) {
    VerifiedToken.Link link =
        new VerifiedToken.Link("", allowed.agent(), Instant.MIN, Instant.MAX, List.of());
    VerifiedToken token =
        new VerifiedToken(desk.tenant, allowed.session(), Value.Struct.EMPTY, List.of(link));
    Request request =
        new Request(
            desk.tenant,
            allowed.action(),
            allowed.resource(),
            Value.Struct.EMPTY,
            null,
            null,
            true);
    return new Use(index, allowed.at(), request, token);
  }
}
