package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.ErasureOrder;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.service.Selection;
import dev.actp.runtime.value.Value;
import dev.actp.server.ledger.Eraser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Erasing what is kept beside records, and how far that has come: by an attribute's value, by an
 * agent, or by the records' places.
 */
final class ErasureEndpoints {
  private final DecisionService service;
  private final Directory directory;
  private final Administration administration;
  private final Eraser eraser;

  ErasureEndpoints(
      DecisionService service, Directory directory, Administration administration, Eraser eraser) {
    this.service = service;
    this.directory = directory;
    this.administration = administration;
    this.eraser = eraser;
  }

  List<Route> routes() {
    return List.of(
        route(Route.Method.POST, "/v1/erasures", Route.Body.JSON, this::ask),
        route(Route.Method.GET, "/v1/erasures", Route.Body.NONE, this::list),
        route(Route.Method.GET, "/v1/erasures/:id", Route.Body.NONE, this::one));
  }

  private static Route route(Route.Method method, String path, Route.Body body, Endpoint endpoint) {
    return new Route(method, List.of(path), Set.of(Role.ADMIN), Set.of(), body, endpoint);
  }

  private Reply list(Call call) {
    List<ErasureOrder> all = service.queries().erasures(call.tenant());
    return Reply.ok(out -> out.each("erasures", all, (one, order) -> write(call, order, one)));
  }

  private Reply one(Call call) {
    return find(call, call.part("id"))
        .map(order -> Reply.ok(out -> write(call, order, out)))
        .orElseGet(
            () -> Problem.of(ProblemCode.NOT_FOUND, "there is no such erasure any more").reply());
  }

  private Optional<ErasureOrder> find(Call call, String id) {
    return service.queries().erasures(call.tenant()).stream()
        .filter(order -> order.id().equals(id))
        .findFirst();
  }

  private Reply ask(Call call) {
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
    Act act = new Act.BeginErasure(call.principal().actor(), selection);
    return administration.perform(call, act, done -> begun(call, done));
  }

  private Reply begun(Call call, Done.Committed done) {
    eraser.wake(call.tenant());
    ErasureOrder order =
        find(call, done.id()).orElseThrow(() -> new IllegalStateException("it is committed"));
    return new Reply(
            202,
            "application/json",
            Out.object(
                out -> {
                  write(call, order, out);
                  out.object(
                      "receipt",
                      one ->
                          one.number("index", done.receipt().index())
                              .text("leaf_hash", done.receipt().leafHash()));
                }))
        .with("location", "/v1/erasures/" + done.id());
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

  private void write(Call call, ErasureOrder order, Out out) {
    boolean over = order.ended() != null;
    out.text("id", order.id())
        .text("state", over ? "done" : "running")
        .time("asked_at", order.asked())
        .text("by", order.by())
        .text("name", order.name().isEmpty() ? null : order.name())
        .number("next", order.next())
        .number("end", order.end())
        .number("records", order.records())
        .number("approvals", order.approvals())
        .number("tokens", order.tokens());
    if (over) {
      out.number("live", order.live()).time("ended_at", order.ended());
    } else {
      out.text("failing", eraser.failing(call.tenant()).orElse(null));
    }
  }
}
