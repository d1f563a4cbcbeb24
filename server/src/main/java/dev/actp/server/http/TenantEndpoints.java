package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Plan;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The tenants of a server, for those who run it. What they see of one is its name and what was
 * agreed with it, and never what is in it. Their acts are in the tenant's own ledger.
 */
final class TenantEndpoints {
  private static final Set<Role> OPERATOR = Set.of(Role.OPERATOR);

  private final DecisionService service;
  private final Administration administration;
  private final KeyMaker maker;
  private final Founding founding;
  private final Names names;

  TenantEndpoints(
      DecisionService service,
      Administration administration,
      KeyMaker maker,
      Founding founding,
      Names names) {
    this.service = service;
    this.administration = administration;
    this.maker = maker;
    this.founding = founding;
    this.names = names;
  }

  List<Route> routes() {
    String all = "/v1/tenants";
    String one = "/v1/tenants/:id";
    return List.of(
        writing(Route.Method.POST, all, Route.Body.JSON, this::create),
        new Route(
            Route.Method.GET,
            List.of(all),
            OPERATOR,
            Set.of("limit", "cursor"),
            Route.Body.NONE,
            this::list),
        new Route(Route.Method.GET, List.of(one), OPERATOR, Set.of(), Route.Body.NONE, this::get),
        writing(Route.Method.PUT, one + "/quotas", Route.Body.JSON, this::quotas),
        writing(
            Route.Method.POST,
            one + "/disable",
            Route.Body.EMPTY,
            call -> change(call, new Act.DisableTenant())),
        writing(
            Route.Method.POST,
            one + "/enable",
            Route.Body.EMPTY,
            call -> change(call, new Act.EnableTenant())));
  }

  private static Route writing(
      Route.Method method, String path, Route.Body body, Endpoint endpoint) {
    return new Route(method, List.of(path), OPERATOR, Set.of(), body, endpoint);
  }

  private Reply create(Call call) {
    Members body = call.body();
    String name = Names.name(body, "name");
    Quotas quotas = QuotaBody.read(body);
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    String id = names.generate("tenant_");
    KeyMaker.Made first = maker.make(KeyMaker.Terms.first(id, "first"));
    founding.prepare(id);
    return administration.perform(
        id,
        call,
        new Act.CreateTenant(name, first.key(), quotas),
        done ->
            Reply.created("/v1/tenants/" + id, out -> created(out.text("key", first.secret()), id))
                .secret(out -> created(out.flag("key_withheld", true), id)));
  }

  private void created(Out out, String id) {
    service.tenant(id).ifPresent(tenant -> write(out, tenant));
  }

  private Reply list(Call call) {
    return Paging.reply(call, "tenants", this::page, TenantEndpoints::write);
  }

  /** The organisations behind one, in the order in which they were created. */
  private Page<Tenant> page(String after, int limit) {
    List<Tenant> all = service.queries().tenants().stream().filter(Tenant::isOrganisation).toList();
    List<Tenant> behind =
        after.isEmpty()
            ? all
            : all.stream().dropWhile(one -> !one.id().equals(after)).skip(1).toList();
    List<Tenant> page = behind.stream().limit(limit).toList();
    return new Page<>(page, page.size() < behind.size() ? page.getLast().id() : "");
  }

  private Reply get(Call call) {
    return found(call, tenant -> Reply.ok(out -> write(out, tenant)));
  }

  private Reply quotas(Call call) {
    Members body = call.body();
    Quotas quotas = QuotaBody.read(body);
    body.refuseOthers();
    return body.misfits().isEmpty()
        ? change(call, new Act.SetQuotas(quotas))
        : Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
  }

  private Reply change(Call call, Act act) {
    return found(
        call, tenant -> administration.perform(tenant.id(), call, act, done -> now(tenant, done)));
  }

  private Reply now(Tenant before, Done.Committed done) {
    Tenant tenant = service.tenant(before.id()).orElse(before);
    return Reply.ok(
        out -> {
          write(out, tenant);
          RevokedReply.receipt(out, done);
        });
  }

  private Reply found(Call call, Function<Tenant, Reply> answer) {
    Optional<Tenant> known = service.tenant(call.part("id")).filter(Tenant::isOrganisation);
    return known.map(answer).orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND).reply());
  }

  private static void write(Out out, Tenant tenant) {
    Plan plan = tenant.quotas().plan();
    out.text("id", tenant.id())
        .text("name", tenant.name())
        .flag("disabled", tenant.disabled())
        .text("plan", plan == null ? null : Words.of(plan))
        .object(
            "quotas",
            inner ->
                tenant.quotas().all().forEach((kind, most) -> inner.number(Words.of(kind), most)))
        .time("created_at", tenant.created());
  }
}
