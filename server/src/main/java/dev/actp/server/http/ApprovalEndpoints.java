package dev.actp.server.http;

import dev.actp.dsl.syntax.Characters;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Approval;
import dev.actp.runtime.registry.ApprovalFilter;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.value.DurationText;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Approvals: people look at what is asked, and say yes or no. */
final class ApprovalEndpoints {
  private static final Set<Role> LISTING = Set.of(Role.APPROVER, Role.ADMIN, Role.AUDITOR);
  private static final Set<Role> WAITING =
      Set.of(Role.APPROVER, Role.ADMIN, Role.AUDITOR, Role.ENFORCER);
  private static final int COMMENT_MAX = 2_000;

  private final Queries queries;
  private final Administration administration;
  private final ApprovalWaits waits;
  private final InstantSource clock;

  ApprovalEndpoints(
      Queries queries, Administration administration, ApprovalWaits waits, InstantSource clock) {
    this.queries = queries;
    this.administration = administration;
    this.waits = waits;
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
            call -> decide(call, false)));
  }

  private Reply list(Call call) {
    Set<Approval.State> states;
    switch (call.query("state").orElse("all")) {
      case "all" -> states = Set.of();
      case "pending" -> states = Set.of(Approval.State.PENDING);
      case "given" -> states = Set.of(Approval.State.GIVEN);
      case "rejected" -> states = Set.of(Approval.State.REJECTED);
      case "used" -> states = Set.of(Approval.State.USED);
      default -> {
        return Problem.of(
                ProblemCode.INVALID_QUERY,
                "`state` is `pending`, `given`, `rejected`, `used` or `all`")
            .reply();
      }
    }
    var filter =
        new ApprovalFilter(
            states, call.query("group").orElse(null), call.query("agent").orElse(null));
    return Paging.reply(
        call,
        "approvals",
        (after, limit) -> queries.approvals(call.tenant(), filter, after, limit),
        this::write);
  }

  private Reply get(Call call) {
    String asked = call.query("wait").orElse("0s");
    Optional<Duration> wait = DurationText.parse(asked).map(Value.Span::value);
    if (wait.isEmpty() || wait.get().compareTo(ApprovalWaits.LONGEST) > 0) {
      return Problem.of(ProblemCode.INVALID_QUERY, "`wait` is a duration of at most 60s").reply();
    }
    return waits
        .await(wait.get(), () -> queries.approval(call.tenant(), call.part("id")), this::stands)
        .map(approval -> Reply.ok(out -> write(out, approval)))
        .orElseGet(ApprovalEndpoints::unknown);
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
    String person = call.principal().key().person();
    if (person == null) {
      return Problem.of(ProblemCode.FORBIDDEN, "only a person's own key answers approvals").reply();
    }
    String id = call.part("id");
    return administration.perform(
        call,
        new Act.Decide(id, person, yes, comment),
        done -> {
          waits.moved();
          return queries
              .approval(call.tenant(), id)
              .map(approval -> Reply.ok(out -> write(out, approval)))
              .orElseGet(ApprovalEndpoints::unknown);
        });
  }

  private static Reply unknown() {
    return Problem.of(ProblemCode.NOT_FOUND, "there is no such approval").reply();
  }

  /**
   * What a person sees: texts that agents chose are marked as such, and show what they would hide.
   */
  private void write(Out out, Approval approval) {
    boolean over = approval.state() != Approval.State.USED && approval.over(clock.instant());
    out.text("id", approval.id())
        .text("state", over ? "expired" : Words.of(approval.state()))
        .text("group", approval.group())
        .number("quorum", approval.quorum())
        .text("policy", approval.key().policy())
        .text("capability", approval.key().capability())
        .text("clause", approval.key().clause())
        .text("request_digest", approval.key().requestDigest())
        .texts("agents", approval.agents())
        .object(
            "request",
            request ->
                request
                    .flag("unverified", true)
                    .text("action", Characters.visible(approval.action()))
                    .text("resource", Characters.visible(approval.resource()))
                    .value("attributes", Visible.of(approval.attributes())))
        .each("votes", approval.votes(), ApprovalEndpoints::vote)
        .time("asked_at", approval.asked())
        .time("expires_at", approval.expires());
  }

  private static void vote(Out out, Approval.Vote vote) {
    out.text("person", vote.person())
        .text("answer", vote.yes() ? "approve" : "reject")
        .text("comment", vote.comment())
        .time("at", vote.at());
  }
}
