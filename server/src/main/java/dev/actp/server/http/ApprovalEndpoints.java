package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ApprovalFilter;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.value.DurationText;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Approvals: people look at what is asked, and say yes or no. */
final class ApprovalEndpoints {
  private static final Set<Role> LISTING = Set.of(Role.APPROVER, Role.ADMIN, Role.AUDITOR);
  private static final Set<Role> WAITING =
      Set.of(Role.APPROVER, Role.ADMIN, Role.AUDITOR, Role.ENFORCER);
  private static final Set<Role> CANCELLING = Set.of(Role.ADMIN, Role.ISSUER);

  /** The states that end by themselves. */
  private static final Set<Approval.State> ENDING =
      Set.of(
          Approval.State.PENDING,
          Approval.State.GIVEN,
          Approval.State.REJECTED,
          Approval.State.EXPIRED);

  private static final int COMMENT_MAX = 2_000;

  private final Queries queries;
  private final Administration administration;
  private final ApprovalWaits waits;
  private final ApprovalView view;
  private final InstantSource clock;

  ApprovalEndpoints(
      Queries queries,
      Administration administration,
      ApprovalWaits waits,
      ApprovalView view,
      InstantSource clock) {
    this.queries = queries;
    this.administration = administration;
    this.waits = waits;
    this.view = view;
    this.clock = clock;
  }

  List<Route> routes() {
    Set<Role> answering = Set.of(Role.APPROVER);
    return List.of(
        new Route(
            Route.Method.GET,
            List.of("/v1/approvals"),
            LISTING,
            Set.of("state", "group", "agent", "limit", "cursor"),
            Route.Body.NONE,
            this::list),
        new Route(
            Route.Method.GET,
            List.of("/v1/approvals/:id"),
            WAITING,
            Set.of("wait"),
            Route.Body.NONE,
            this::get),
        new Route(
            Route.Method.POST,
            List.of("/v1/approvals/:id/approve"),
            answering,
            Set.of(),
            Route.Body.JSON,
            call -> decide(call, true)),
        new Route(
            Route.Method.POST,
            List.of("/v1/approvals/:id/reject"),
            answering,
            Set.of(),
            Route.Body.JSON,
            call -> decide(call, false)),
        new Route(
            Route.Method.POST,
            List.of("/v1/approvals/:id/cancel"),
            CANCELLING,
            Set.of(),
            Route.Body.EMPTY,
            this::cancel));
  }

  private Reply list(Call call) {
    Optional<ApprovalFilter> filter = filter(call);
    if (filter.isEmpty()) {
      return Problem.of(
              ProblemCode.INVALID_QUERY,
              "`state` is `pending`, `given`, `rejected`, `used`, `cancelled`, `expired` or `all`")
          .reply();
    }
    return Paging.reply(
        call,
        "approvals",
        (after, limit) -> queries.approvals(call.tenant(), filter.get(), after, limit),
        view(call));
  }

  /** A state that ends by itself is looked for among those that have not. */
  private Optional<ApprovalFilter> filter(Call call) {
    Instant now = clock.instant();
    return switch (call.query("state").orElse("all")) {
      case "all" -> Optional.of(filter(call, Set.of(), null, null));
      case "pending" -> Optional.of(filter(call, Set.of(Approval.State.PENDING), null, now));
      case "given" -> Optional.of(filter(call, Set.of(Approval.State.GIVEN), null, now));
      case "rejected" -> Optional.of(filter(call, Set.of(Approval.State.REJECTED), null, now));
      case "used" -> Optional.of(filter(call, Set.of(Approval.State.USED), null, null));
      case "cancelled" -> Optional.of(filter(call, Set.of(Approval.State.CANCELLED), null, null));
      case "expired" -> Optional.of(filter(call, ENDING, now, null));
      default -> Optional.empty();
    };
  }

  private static ApprovalFilter filter(
      Call call, Set<Approval.State> states, @Nullable Instant before, @Nullable Instant after) {
    return new ApprovalFilter(
        states, call.query("group").orElse(null), call.query("agent").orElse(null), before, after);
  }

  private Reply get(Call call) {
    String asked = call.query("wait").orElse("0s");
    Optional<Duration> wait = DurationText.parse(asked).map(Value.Span::value);
    if (wait.isEmpty() || wait.get().compareTo(ApprovalWaits.LONGEST) > 0) {
      return Problem.of(ProblemCode.INVALID_QUERY, "`wait` is a duration of at most 60s").reply();
    }
    ApprovalWaits.Waited waited =
        waits.await(
            wait.get(), () -> queries.approval(call.tenant(), call.part("id")), this::stands);
    return switch (waited) {
      case ApprovalWaits.Seen(var approval) ->
          approval == null ? unknown() : Reply.ok(out -> view(call).accept(out, approval));
      case ApprovalWaits.Full full ->
          Problem.of(ProblemCode.OVERLOADED, "too many wait already: ask without `wait`").reply();
    };
  }

  private boolean stands(Approval approval) {
    return approval.state() == Approval.State.PENDING && !approval.over(clock.instant());
  }

  private Reply decide(Call call, boolean yes) {
    Members body = call.body();
    String comment = Optional.ofNullable(body.text("comment", "reason")).orElse("");
    if (comment.length() > COMMENT_MAX) {
      body.misfit("comment", "has at most " + COMMENT_MAX + " characters");
    }
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    ApiKey key = call.principal().key();
    String person = key.person();
    if (person == null) {
      return Problem.of(ProblemCode.FORBIDDEN, "only a person's own key answers approvals").reply();
    }
    String id = call.part("id");
    Optional<Approval> asked = queries.approval(call.tenant(), id);
    if (asked.isPresent() && key.created().isAfter(asked.get().asked())) {
      return Problem.of(ProblemCode.FORBIDDEN, "the key was made after this was asked").reply();
    }
    return perform(call, new Act.Decide(id, person, yes, comment));
  }

  /** By who may issue the agent's tokens; people say no instead. */
  private Reply cancel(Call call) {
    String id = call.part("id");
    boolean foreign =
        queries
            .approval(call.tenant(), id)
            .filter(approval -> !call.principal().coversAgent(approval.agent()))
            .isPresent();
    return foreign ? unknown() : perform(call, new Act.Cancel(id));
  }

  private Reply perform(Call call, Act act) {
    return administration.perform(
        call,
        act,
        done -> {
          waits.moved();
          return queries
              .approval(call.tenant(), call.part("id"))
              .map(approval -> Reply.ok(out -> view(call).accept(out, approval)))
              .orElseGet(ApprovalEndpoints::unknown);
        });
  }

  private static Reply unknown() {
    return Problem.of(ProblemCode.NOT_FOUND, "there is no such approval").reply();
  }

  private BiConsumer<Out, Approval> view(Call call) {
    return (out, approval) -> view.write(out, call.tenant(), approval, clock.instant());
  }
}
