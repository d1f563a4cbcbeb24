package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Delivery;
import dev.actp.runtime.registry.Notice;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Webhook;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Posting;
import dev.actp.server.webhook.Targets;
import dev.actp.server.webhook.WebhookSecrets;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Webhooks: who is told what happens, and what is on its way to them. */
final class WebhookEndpoints {
  private static final Set<Role> ROLES = Set.of(Role.ADMIN);
  private static final String ALL = "/v1/webhooks";
  private static final String ONE = ALL + "/:id";
  private static final Duration OVERLAP = Duration.ofDays(1);
  private static final Duration OVERLAP_MAX = Duration.ofDays(7);

  private final DecisionService service;
  private final Queries queries;
  private final Administration administration;
  private final WebhookSecrets secrets;
  private final Targets targets;
  private final Names names;
  private final InstantSource clock;

  WebhookEndpoints(
      DecisionService service,
      Administration administration,
      WebhookSecrets secrets,
      Targets targets,
      Names names,
      InstantSource clock) {
    this.service = service;
    this.queries = service.queries();
    this.administration = administration;
    this.secrets = secrets;
    this.targets = targets;
    this.names = names;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        route(Route.Method.POST, ALL, Set.of(), this::create),
        route(Route.Method.GET, ALL, Set.of(), this::list),
        route(Route.Method.GET, ONE, Set.of(), call -> found(call, one -> shown(one))),
        route(Route.Method.DELETE, ONE, Set.of(), this::remove),
        route(Route.Method.POST, ONE + "/rotate", Set.of(), this::rotate),
        new Route(
            Route.Method.POST,
            List.of(ONE + "/test"),
            ROLES,
            Set.of(),
            Route.Body.EMPTY,
            this::test),
        route(
            Route.Method.GET,
            ONE + "/deliveries",
            Set.of("state", "limit", "cursor"),
            this::deliveries));
  }

  private static Route route(
      Route.Method method, String path, Set<String> query, Endpoint endpoint) {
    Route.Body body = method == Route.Method.POST ? Route.Body.JSON : Route.Body.NONE;
    return new Route(method, List.of(path), ROLES, query, body, endpoint);
  }

  private Reply create(Call call) {
    Members body = call.body();
    String url = body.needText("url");
    if (!url.isEmpty()) {
      targets.objection(url).ifPresent(why -> body.misfit("url", why));
    }
    Set<Notice.Kind> kinds = kinds(body);
    return checked(
        body,
        () -> {
          Webhook webhook =
              new Webhook(
                  names.generate("wh_"),
                  url,
                  kinds,
                  names.generate(""),
                  null,
                  null,
                  clock.instant(),
                  0);
          return administration.perform(
              call,
              new Act.PutWebhook(webhook),
              done ->
                  withSecret(call, Reply.created(ALL + "/" + webhook.id(), out -> {}), webhook));
        });
  }

  private static Reply checked(Members body, Supplier<Reply> then) {
    body.refuseOthers();
    return body.misfits().isEmpty()
        ? then.get()
        : Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
  }

  /** What can be subscribed to; without a choice, everything. */
  private static Set<Notice.Kind> kinds(Members body) {
    Set<Notice.Kind> all = EnumSet.complementOf(EnumSet.of(Notice.Kind.TEST));
    if (body.any("events") == null) {
      return all;
    }
    Set<Notice.Kind> kinds = EnumSet.noneOf(Notice.Kind.class);
    for (String word : body.texts("events")) {
      Optional<Notice.Kind> kind = all.stream().filter(one -> one.id().equals(word)).findFirst();
      if (kind.isEmpty()) {
        String known = String.join("`, `", all.stream().map(Notice.Kind::id).toList());
        body.misfit("events", "`" + word + "` is no event; there are `" + known + "`");
      }
      kind.ifPresent(kinds::add);
    }
    if (kinds.isEmpty()) {
      body.misfit("events", "names one event at least, or is left out for all");
    }
    return kinds;
  }

  private Reply withSecret(Call call, Reply reply, Webhook webhook) {
    Buffer body =
        Out.object(
            out -> write(out.text("secret", secrets.secret(call.tenant(), webhook)), webhook));
    return new Reply(reply.status(), reply.contentType(), body, reply.headers(), null, null)
        .secret(out -> write(out.flag("secret_withheld", true), webhook));
  }

  private Reply list(Call call) {
    List<Webhook> all = queries.webhooks(call.tenant());
    return Reply.ok(out -> out.each("webhooks", all, WebhookEndpoints::write));
  }

  private Reply found(Call call, Function<Webhook, Reply> then) {
    return queries.webhooks(call.tenant()).stream()
        .filter(one -> one.id().equals(call.part("id")))
        .findFirst()
        .map(then)
        .orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND, "there is no such webhook").reply());
  }

  private static Reply shown(Webhook webhook) {
    return Reply.ok(out -> write(out, webhook));
  }

  private Reply remove(Call call) {
    String id = call.part("id");
    return administration.perform(
        call,
        new Act.RemoveWebhook(id),
        done -> Reply.ok(out -> out.text("id", id).flag("removed", true)));
  }

  private Reply rotate(Call call) {
    Members body = call.body();
    Duration asked = Spans.within(body, Duration.ZERO, OVERLAP_MAX, "overlap");
    Duration overlap = asked == null ? OVERLAP : asked;
    return checked(
        body,
        () -> administration.exclusively(() -> found(call, one -> rotate(call, one, overlap))));
  }

  private Reply rotate(Call call, Webhook webhook, Duration overlap) {
    Webhook rotated = webhook.rotated(names.generate(""), clock.instant().plus(overlap));
    return administration.perform(
        call, new Act.PutWebhook(rotated), done -> withSecret(call, Reply.ok(out -> {}), rotated));
  }

  private Reply test(Call call) {
    return found(
        call,
        webhook -> {
          String event = names.generate("evt_");
          Posting test = new Posting.Test(webhook.id(), event);
          return service.keep(call.tenant(), test).toCompletableFuture().join()
              ? new Reply(202, "application/json", Out.object(out -> out.text("event", event)))
              : Problem.of(ProblemCode.STORE_UNAVAILABLE).reply();
        });
  }

  private Reply deliveries(Call call) {
    String state = call.query("state").orElse("waiting");
    if (!state.equals("waiting") && !state.equals("dead")) {
      return Problem.of(ProblemCode.INVALID_QUERY, "`state` is `waiting` or `dead`").reply();
    }
    return found(
        call,
        webhook ->
            Paging.reply(
                call,
                "deliveries",
                "deliveries " + webhook.id() + " " + state,
                (after, limit) ->
                    queries.deliveries(
                        call.tenant(), webhook.id(), state.equals("dead"), after, limit),
                WebhookEndpoints::write));
  }

  private static void write(Out out, Webhook webhook) {
    out.text("id", webhook.id())
        .text("url", webhook.url())
        .texts("events", webhook.kinds().stream().map(Notice.Kind::id).sorted().toList())
        .time("created_at", webhook.created())
        .time("former_secret_until", webhook.formerUntil())
        .number("lost", webhook.lost());
  }

  private static void write(Out out, Delivery delivery) {
    out.text("id", delivery.notice().id())
        .text("type", delivery.notice().kind().id())
        .time("at", delivery.notice().at())
        .number("attempts", delivery.attempts())
        .text("failure", delivery.failure().isEmpty() ? null : delivery.failure())
        .time("next_at", delivery.dead() ? null : delivery.next());
  }
}
