package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.service.Answer;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.service.Exceeded;
import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all that ask for decisions have in common, in whichever dialect, one or several at once. */
final class Decisions {
  private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

  private final Doorkeeper doorkeeper;
  private final DecisionService service;
  private final HttpMeters meters;

  Decisions(Doorkeeper doorkeeper, DecisionService service, HttpMeters meters) {
    this.doorkeeper = doorkeeper;
    this.service = service;
    this.meters = meters;
  }

  /** What a body comes to. */
  sealed interface Body {}

  /** A JSON object. */
  record Document(Value.Struct members) implements Body {}

  /** Something else. */
  record NoDocument(Problem problem) implements Body {}

  /** Reads the body. */
  static Body read(Exchange exchange) {
    String type = exchange.header("content-type").orElse("");
    if (!type.isEmpty() && !type.equals("application/json") && !MediaTypes.isJson(type)) {
      return new NoDocument(
          Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send `application/json`"));
    }
    return switch (StrictJson.readObject(exchange.body(), JsonLimits.DEFAULT)) {
      case StrictJson.Reading.Refused refused ->
          new NoDocument(Dispatcher.invalidJson(refused.problem()));
      case StrictJson.Reading.Document(Value document) -> new Document((Value.Struct) document);
    };
  }

  Doorkeeper.Admission admit(Exchange exchange, EnforceBody body, boolean mayBlock) {
    return doorkeeper.admit(exchange, Credential.of(exchange), body, mayBlock);
  }

  /** Who asks what a token alone may not ask. May read the disk. */
  Doorkeeper.Asking enforcer(Exchange exchange) {
    return doorkeeper.enforcer(exchange, Credential.of(exchange));
  }

  /** Whether a request shows a token, or names an agent that its caller may ask about. */
  boolean knows(Principal principal, EnforceBody body) {
    return doorkeeper.knows(principal, body);
  }

  /** Has a request decided that was let in. */
  CompletionStage<EnforceAnswer> decide(
      Exchange exchange, Dialect dialect, EnforceBody body, Doorkeeper.Admitted admitted) {
    CompiledPolicies policies = service.policies(admitted.token().tenant());
    Enforcement enforcement = enforcement(exchange, dialect, body, admitted, policies);
    meters.asked(exchange);
    return service
        .enforce(enforcement)
        .thenApply(
            answer ->
                new EnforceAnswer(
                    body,
                    answer,
                    policies,
                    admitted.full(),
                    exceeded(answer, admitted.token().tenant())));
  }

  /** The quota that a decision was denied for. */
  private @Nullable Exceeded exceeded(Answer answer, String tenant) {
    boolean reached =
        answer.decision().reasons().stream()
            .anyMatch(reason -> reason.code() == Reason.Code.QUOTA_REACHED);
    return reached
        ? service
            .tenant(tenant)
            .map(one -> one.quotas().most(Quotas.Kind.ACTIONS_PER_MONTH))
            .map(most -> Exceeded.actions(most, answer.decidedAt()))
            .orElse(null)
        : null;
  }

  private static Enforcement enforcement(
      Exchange exchange,
      Dialect dialect,
      EnforceBody body,
      Doorkeeper.Admitted admitted,
      CompiledPolicies policies) {
    VerifiedToken token = admitted.token();
    Observed observed =
        Observed.of(
            body.context(),
            Observed.Lists.of(body.action(), token, policies),
            exchange.from(),
            admitted.caller().kind());
    Request request =
        new Request(
            token.tenant(),
            body.action(),
            body.resource(),
            observed.attributes(),
            observed.ip(),
            observed.reason(),
            admitted.enforcesObligations() && dialect.carriesObligations());
    return new Enforcement(
        request,
        token,
        admitted.caller(),
        body.requestId(),
        observed.claimedIp(),
        admitted.dryRun(),
        admitted.possession());
  }

  /** The answer where an error of ours is in the way. */
  static Reply failure(Exchange exchange, Dialect dialect, @Nullable Throwable failure) {
    exchange.failed(LOG, "a decision failed", failure);
    return dialect.refused(Problem.of(ProblemCode.INTERNAL));
  }

  /** What is sent for a token that does not verify. */
  Consumer<Out> untrusted(Dialect dialect, EnforceBody body, Verification.Refused refused) {
    meters.untrusted();
    return dialect.untrusted(body, refused);
  }

  /** What a decision comes to among others. */
  Consumer<Out> decided(Exchange exchange, Dialect dialect, EnforceAnswer answer) {
    meters.decided(exchange, answer.answer());
    return dialect.decided(answer);
  }

  /** What is sent for a decision. */
  Reply reply(Exchange exchange, Dialect dialect, EnforceAnswer answer) {
    meters.decided(exchange, answer.answer());
    Reply reply = Reply.ok(dialect.decided(answer));
    Exceeded exceeded = answer.exceeded();
    if (exceeded != null) {
      return ExceededView.retry(
          new Reply(ProblemCode.QUOTA_REACHED.status(), reply.contentType(), reply.body()),
          exceeded);
    }
    return answer.unavailable()
        ? new Reply(503, reply.contentType(), reply.body()).with("retry-after", "1")
        : reply;
  }
}
