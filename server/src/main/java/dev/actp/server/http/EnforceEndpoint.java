package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.value.Value;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decision path of the server: everything up to the decision service runs on the connection's
 * event loop, unless a credential has to be read from disk first. Whatever goes wrong is a denial.
 */
final class EnforceEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(EnforceEndpoint.class);

  private final Doorkeeper doorkeeper;
  private final DecisionService service;
  private final Executor threads;

  /**
   * @param threads for requests that have to wait for the disk; refuses what is too much
   */
  EnforceEndpoint(Doorkeeper doorkeeper, DecisionService service, Executor threads) {
    this.doorkeeper = doorkeeper;
    this.service = service;
    this.threads = threads;
  }

  /**
   * Answers the request, sooner or later, whatever happens. Called on the connection's event loop.
   */
  void handle(Exchange exchange) {
    try {
      begin(exchange);
    } catch (RejectedExecutionException e) {
      exchange.send(Problem.of(ProblemCode.OVERLOADED).denial());
    } catch (RuntimeException | StackOverflowError e) {
      failed(exchange, e);
    }
  }

  private void begin(Exchange exchange) {
    String type = exchange.header("content-type").orElse("");
    if (!type.isEmpty() && !type.equals("application/json") && !MediaTypes.isJson(type)) {
      exchange.send(
          Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send `application/json`").denial());
      return;
    }
    switch (StrictJson.readObject(exchange.body(), JsonLimits.DEFAULT)) {
      case StrictJson.Reading.Refused refused ->
          exchange.send(Dispatcher.invalidJson(refused.problem()).denial());
      case StrictJson.Reading.Document(Value document) ->
          begin(exchange, EnforceBody.of((Value.Struct) document));
    }
  }

  private void begin(Exchange exchange, EnforceBody body) {
    Credential credential = Credential.of(exchange);
    switch (doorkeeper.admit(exchange, credential, body, false)) {
      case Doorkeeper.Turned(Reply reply) -> exchange.send(reply);
      case Doorkeeper.Admitted admitted -> decide(exchange, body, admitted);
      case Doorkeeper.OnDisk onDisk ->
          threads.execute(() -> beginBlocking(exchange, credential, body));
    }
  }

  private void beginBlocking(Exchange exchange, Credential credential, EnforceBody body) {
    try {
      switch (doorkeeper.admit(exchange, credential, body, true)) {
        case Doorkeeper.Turned(Reply reply) -> exchange.send(reply);
        case Doorkeeper.Admitted admitted -> decide(exchange, body, admitted);
        case Doorkeeper.OnDisk onDisk -> throw new IllegalStateException("the disk was read");
      }
    } catch (RuntimeException | StackOverflowError e) {
      failed(exchange, e);
    }
  }

  private void decide(Exchange exchange, EnforceBody body, Doorkeeper.Admitted admitted) {
    CompiledPolicies policies = service.policies(admitted.token().tenant());
    service
        .enforce(enforcement(exchange, body, admitted, policies))
        .whenComplete(
            (answer, failure) ->
                exchange.send(() -> reply(exchange, body, admitted, policies, answer, failure)));
  }

  private static Enforcement enforcement(
      Exchange exchange,
      EnforceBody body,
      Doorkeeper.Admitted admitted,
      CompiledPolicies policies) {
    VerifiedToken token = admitted.token();
    Observed observed =
        Observed.of(
            body.context(),
            Observed.Lists.of(body.action(), token, policies),
            exchange.peer(),
            admitted.caller().kind());
    Request request =
        new Request(
            token.tenant(),
            body.action(),
            body.resource(),
            observed.attributes(),
            observed.ip(),
            observed.reason(),
            admitted.enforcesObligations());
    return new Enforcement(
        request,
        token,
        admitted.caller(),
        body.requestId(),
        observed.claimedIp(),
        admitted.dryRun(),
        admitted.possession());
  }

  private static Reply reply(
      Exchange exchange,
      EnforceBody body,
      Doorkeeper.Admitted admitted,
      CompiledPolicies policies,
      @Nullable Answer answer,
      @Nullable Throwable failure) {
    if (answer == null) {
      return failure(exchange, failure);
    }
    try {
      return new EnforceAnswer(body, answer, policies, admitted.full()).reply();
    } catch (RuntimeException | StackOverflowError e) {
      return failure(exchange, e);
    }
  }

  private static void failed(Exchange exchange, Throwable failure) {
    exchange.send(failure(exchange, failure));
  }

  private static Reply failure(Exchange exchange, @Nullable Throwable failure) {
    LOG.error("decision {} failed", exchange.id(), failure);
    return Problem.of(ProblemCode.INTERNAL).denial();
  }
}
