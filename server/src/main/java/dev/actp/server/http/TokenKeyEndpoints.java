package dev.actp.server.http;

import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.service.Done;
import dev.actp.runtime.token.TokenKey;
import dev.actp.server.keys.TokenKeys;
import java.util.List;
import java.util.Set;

/** The keys that sign tokens: looking at them, changing them, ending one that others may know. */
final class TokenKeyEndpoints {
  private static final Set<Role> CHANGING = Set.of(Role.ADMIN);
  private static final Set<Role> READING = Set.of(Role.ADMIN, Role.AUDITOR);

  private final TokenKeys keys;

  TokenKeyEndpoints(TokenKeys keys) {
    this.keys = keys;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            Route.Method.GET,
            List.of("/v1/token-keys"),
            READING,
            Set.of(),
            Route.Body.NONE,
            this::list),
        new Route(
            Route.Method.POST,
            List.of("/v1/token-keys/rotate"),
            CHANGING,
            Set.of(),
            Route.Body.EMPTY,
            this::rotate),
        new Route(
            Route.Method.POST,
            List.of("/v1/token-keys/:id/compromise"),
            CHANGING,
            Set.of(),
            Route.Body.EMPTY,
            this::compromise));
  }

  /** All of them: their number is bounded. */
  private Reply list(Call call) {
    return Reply.ok(
        out -> out.each("token_keys", keys.keys(call.tenant()), TokenKeyEndpoints::write));
  }

  private Reply rotate(Call call) {
    return reply(call, keys.rotate(call.tenant(), call.principal().actor()));
  }

  private Reply compromise(Call call) {
    String id = call.part("id");
    return reply(call, keys.compromise(call.tenant(), call.principal().actor(), id));
  }

  private Reply reply(Call call, Done done) {
    return switch (done) {
      case Done.Refused refused -> Administration.refusal(refused);
      case Done.Committed committed ->
          keys.keys(call.tenant()).stream()
              .filter(key -> key.id().equals(committed.id()))
              .findFirst()
              .map(key -> Reply.ok(out -> write(out, key)))
              .orElseThrow();
    };
  }

  private static void write(Out out, TokenKey key) {
    out.text("id", key.id())
        .text("purpose", Words.of(key.purpose()))
        .text("algorithm", key.algorithm().jwsName())
        .text("state", Words.of(key.state()))
        .time("since", key.since());
  }
}
