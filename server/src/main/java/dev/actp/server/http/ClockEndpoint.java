package dev.actp.server.http;

import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.service.Act;
import java.util.List;
import java.util.Set;

/** Takes the wall clock as it is, after it jumped and everything was denied. */
final class ClockEndpoint {
  private final Administration administration;

  ClockEndpoint(Administration administration) {
    this.administration = administration;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.POST,
            List.of("/v1/clock/confirm"),
            Set.of(Role.ADMIN),
            Set.of(),
            Route.Body.NONE,
            this::confirm));
  }

  private Reply confirm(Call call) {
    return administration.perform(
        call,
        new Act.ConfirmClock(),
        done ->
            Reply.ok(
                out -> {
                  out.flag("confirmed", true);
                  RevokedReply.receipt(out, done);
                }));
  }
}
