package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Erasure;
import dev.actp.runtime.service.Selection;
import dev.actp.runtime.value.Value;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Erasing what is kept beside records: by an attribute's value, by an agent, or by the records'
 * places.
 */
final class ErasureEndpoints {
  private final DecisionService service;
  private final Directory directory;
  private final InstantSource clock;

  ErasureEndpoints(DecisionService service, Directory directory, InstantSource clock) {
    this.service = service;
    this.directory = directory;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.POST,
            List.of("/v1/erasures"),
            Set.of(Role.ADMIN),
            Set.of(),
            Route.Body.JSON,
            this::erase));
  }

  private Reply erase(Call call) {
    Members body = call.body();
    String attribute = body.text("attribute");
    Value equals = body.any("equals");
    String agent = body.text("agent", "agent_id", "agentId");
    Long from = body.whole("from");
    Long to = body.whole("to");
    body.refuseOthers();
    Selection selection = selection(call, body, attribute, equals, agent, from, to);
    if (selection == null || !body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    Erasure.Result result =
        Erasure.run(service, call.tenant(), call.principal().actor(), selection, clock.instant());
    return switch (result) {
      case Erasure.Erased erased -> Reply.ok(out -> write(erased, out));
      case Erasure.Stopped(var why) -> Administration.refusal(why);
    };
  }

  private @Nullable Selection selection(
      Call call,
      Members body,
      @Nullable String attribute,
      @Nullable Value equals,
      @Nullable String agent,
      @Nullable Long from,
      @Nullable Long to) {
    boolean records = from != null || to != null;
    if (Stream.of(attribute != null, agent != null, records).filter(given -> given).count() != 1) {
      body.misfit(
          "attribute", "one of `attribute` with `equals`, `agent`, or `from` with `to` is needed");
      return null;
    }
    if ((attribute == null) != (equals == null)) {
      body.misfit("equals", "goes with `attribute`: the value that belongs to the subject");
      return null;
    }
    if (attribute != null && equals != null) {
      return new Selection.ByAttribute(attribute, equals);
    }
    if (agent != null) {
      return new Selection.ByAgent(
          directory.agent(call.tenant(), agent).map(known -> known.id()).orElse(agent));
    }
    if (from == null || to == null || from < 0 || to < from) {
      body.misfit("from", "`from` and `to` are the first and the last index of records");
      return null;
    }
    return new Selection.ByRecords(from, to);
  }

  private static void write(Erasure.Erased erased, Out out) {
    out.number("records", erased.records())
        .number("approvals", erased.approvals())
        .number("tokens", erased.tokens())
        .number("live", erased.live());
    Receipt receipt = erased.receipt();
    if (receipt != null) {
      out.object(
          "receipt",
          one -> one.number("index", receipt.index()).text("leaf_hash", receipt.leafHash()));
    }
  }
}
