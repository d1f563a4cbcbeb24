package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.service.Act;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How allowed uses went, said once, within 15 minutes, by the key that received the allow. A
 * succeeded use becomes history and releases what it releases; of a failed or cancelled one budgets
 * and open units are given back, counts never.
 */
final class OutcomeEndpoints {
  private static final Pattern AUDIT_ID = Pattern.compile("aud_(0|[1-9][0-9]{0,17})");

  private final Administration administration;

  OutcomeEndpoints(Administration administration) {
    this.administration = administration;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.POST,
            List.of("/v1/outcomes"),
            Set.of(Role.ENFORCER),
            Set.of(),
            Route.Body.JSON,
            this::report));
  }

  private Reply report(Call call) {
    Members body = call.body();
    String id = body.needText("audit_id", "auditId");
    OptionalLong index = index(id);
    if (index.isEmpty() && !id.isEmpty()) {
      body.misfit("audit_id", "has to be an `audit_id` as a decision gives it, like `aud_17`");
    }
    String word = body.needText("outcome", "status");
    Optional<Act.Outcome> outcome = outcome(word);
    if (outcome.isEmpty() && !word.isEmpty()) {
      body.misfit("outcome", "is `succeeded`, `failed` or `cancelled`");
    }
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    return administration.perform(
        call,
        new Act.Report(index.orElseThrow(), call.principal().caller(), outcome.orElseThrow()),
        done ->
            Reply.ok(
                out -> {
                  out.text("audit_id", id).text("auditId", id).text("outcome", word);
                  RevokedReply.receipt(out, done);
                }));
  }

  private static OptionalLong index(String id) {
    Matcher matcher = AUDIT_ID.matcher(id);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  private static Optional<Act.Outcome> outcome(String word) {
    for (Act.Outcome outcome : Act.Outcome.values()) {
      if (outcome.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }
}
