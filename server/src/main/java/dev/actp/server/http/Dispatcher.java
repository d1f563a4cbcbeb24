package dev.actp.server.http;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.JsonProblem;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of every operation but enforcement: who calls, may they, what do they say; then the
 * endpoint.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final Authenticator authenticator;
  private final Holders holders;
  private final Tolls tolls;
  private final Idempotency idempotency;
  private final Executor threads;

  /**
   * @param threads where endpoints run; refuses what is too much
   */
  Dispatcher(
      Authenticator authenticator,
      Holders holders,
      Tolls tolls,
      Idempotency idempotency,
      Executor threads) {
    this.tolls = tolls;
    this.authenticator = authenticator;
    this.holders = holders;
    this.idempotency = idempotency;
    this.threads = threads;
  }

  /** The same on other threads. */
  Dispatcher on(Executor others) {
    return new Dispatcher(authenticator, holders, tolls, idempotency, others);
  }

  /** Answers the request, sooner or later, whatever happens. */
  void dispatch(Route route, Exchange exchange, Map<String, String> path) {
    page(() -> answer(route, exchange, path), exchange);
  }

  /** Answers a request for something that needs no credential and takes no parameters. */
  void open(Supplier<Reply> page, Exchange exchange) {
    page(
        () ->
            exchange.query().isEmpty()
                ? page.get()
                : Problem.of(ProblemCode.INVALID_QUERY, "there are no parameters here").reply(),
        exchange);
  }

  private void page(Supplier<Reply> page, Exchange exchange) {
    try {
      threads.execute(() -> send(guarded(page, exchange), exchange));
    } catch (RejectedExecutionException e) {
      exchange.send(Problem.of(ProblemCode.OVERLOADED).reply());
    }
  }

  private void send(Reply reply, Exchange exchange) {
    if (reply.parts() == null) {
      exchange.send(reply);
    } else {
      exchange.stream(reply, reply.parts(), threads);
    }
  }

  private static Reply guarded(Supplier<Reply> page, Exchange exchange) {
    try {
      return page.get();
    } catch (RuntimeException | StackOverflowError e) {
      exchange.failed(LOG, "a request failed", e);
      return Problem.of(ProblemCode.INTERNAL).reply();
    }
  }

  private Reply answer(Route route, Exchange exchange, Map<String, String> path) {
    if (Credential.inAddress(exchange.uri())) {
      return Problem.of(ProblemCode.CREDENTIAL_IN_URL).reply();
    }
    boolean oauth = route.body() == Route.Body.FORM;
    Reply reply =
        answer(
            route, exchange, path, oauth ? Credential.ofOauth(exchange) : Credential.of(exchange));
    return oauth ? OauthError.instead(reply) : reply;
  }

  private Reply answer(
      Route route, Exchange exchange, Map<String, String> path, Credential credential) {
    return switch (credential) {
      case Credential.Refused(Problem problem) -> problem.reply();
      case Credential.None none -> Problem.of(ProblemCode.UNAUTHENTICATED).reply();
      case Credential.Token(String text) ->
          route.takesTokens()
              ? held(route, exchange, path, text)
              : Problem.of(
                      ProblemCode.FORBIDDEN,
                      "a capability token opens enforcement and delegation only")
                  .reply();
      case Credential.Key(String secret) ->
          admitted(route, exchange, path, authenticator.presented(secret));
      case Credential.Client(String id, String secret) -> {
        Authenticator.Presented presented = authenticator.presented(secret);
        yield id.equals(presented.id())
            ? admitted(route, exchange, path, presented)
            : Problem.of(ProblemCode.UNAUTHENTICATED).reply();
      }
    };
  }

  private Reply held(Route route, Exchange exchange, Map<String, String> path, String text) {
    return switch (holders.admit(exchange, text)) {
      case Holders.Turned(Reply reply) -> reply;
      case Holders.Admitted(Principal principal) -> admitted(route, exchange, path, principal);
    };
  }

  private Reply admitted(
      Route route, Exchange exchange, Map<String, String> path, Authenticator.Presented presented) {
    return switch (authenticator.find(presented, exchange.from())) {
      case Authenticator.Unknown unknown -> Problem.of(ProblemCode.UNAUTHENTICATED).reply();
      case Authenticator.Elsewhere(ApiKey key) -> tolls.elsewhere(key, exchange.from()).reply();
      case Authenticator.Good(ApiKey key) -> admitted(route, exchange, path, new Principal(key));
    };
  }

  private Reply admitted(
      Route route, Exchange exchange, Map<String, String> path, Principal principal) {
    Optional<Problem> toll = tolls.request(principal.tenant());
    if (toll.isPresent() && !route.takesBack()) {
      return toll.get().reply();
    }
    if (principal.holder() == null && !principal.hasOneOf(route.roles())) {
      return Problem.of(
              ProblemCode.FORBIDDEN,
              (route.roles().size() == 1
                      ? "the key needs the role "
                      : "the key needs one of the roles ")
                  + Words.list(route.roles()))
          .reply();
    }
    for (var parameter : exchange.query().entrySet()) {
      if (!route.query().contains(parameter.getKey()) || parameter.getValue().size() > 1) {
        String detail = "`" + parameter.getKey() + "` is not a parameter here, or is there twice";
        return Problem.of(ProblemCode.INVALID_QUERY, detail).reply();
      }
    }
    Optional<String> key = exchange.header("idempotency-key");
    if (!route.writes() || key.isEmpty()) {
      return read(route, exchange, path, principal);
    }
    if (!Idempotency.isKey(key.get())) {
      return Problem.of(
              ProblemCode.MALFORMED_HTTP, "`Idempotency-Key` has 1 to 128 visible characters")
          .reply();
    }
    var scope =
        new Idempotency.Scope(
            principal.tenant(),
            principal.key().id(),
            key.get(),
            exchange.method() + " " + exchange.path());
    return idempotency.once(scope, exchange.body(), () -> read(route, exchange, path, principal));
  }

  private static Reply read(
      Route route, Exchange exchange, Map<String, String> path, Principal principal) {
    if (route.body() == Route.Body.FORM) {
      return Form.reply(
          exchange, form -> route.endpoint().answer(new Call(principal, exchange, path, form)));
    }
    String type = exchange.header("content-type").orElse("");
    boolean json = type.isEmpty() || MediaTypes.isJson(type);
    if (route.body() == Route.Body.NONE
        || exchange.bodyLength() == 0
        || (route.body() == Route.Body.POLICY && MediaTypes.isActp(type))) {
      return route.endpoint().answer(new Call(principal, exchange, path, Value.Struct.EMPTY));
    }
    if (!json) {
      return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send `application/json`").reply();
    }
    JsonLimits limits = JsonLimits.DEFAULT.withBytes(route.body().bytesMax());
    return switch (StrictJson.readObject(exchange.body(), limits)) {
      case StrictJson.Reading.Refused(JsonProblem problem) -> invalidJson(problem).reply();
      case StrictJson.Reading.Document(Value document) ->
          TenantHint.foreign(document, principal.tenant())
              ? Problem.of(ProblemCode.FOREIGN_TENANT).reply()
              : read(
                  route,
                  new Call(principal, exchange, path, TenantHint.without((Value.Struct) document)));
    };
  }

  private static Reply read(Route route, Call call) {
    if (route.body() == Route.Body.EMPTY && !call.document().members().isEmpty()) {
      Members body = call.body();
      body.refuseOthers();
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    return route.endpoint().answer(call);
  }

  /** What is wrong with a text that is no strict JSON. */
  static Problem invalidJson(JsonProblem problem) {
    ProblemCode code =
        problem.code() == JsonProblem.Code.TOO_LARGE
            ? ProblemCode.BODY_TOO_LARGE
            : ProblemCode.INVALID_JSON;
    return new Problem(
        code,
        problem.code().id() + " at character " + problem.offset(),
        List.of(new Misfit(problem.pointer(), problem.detail())),
        null);
  }
}
