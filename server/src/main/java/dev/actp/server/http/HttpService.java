package dev.actp.server.http;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.token.ApiKeySecrets;
import dev.actp.runtime.token.ChainVerifier;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.MissBudget;
import dev.actp.runtime.token.Proofs;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.token.TokenVerifier;
import dev.actp.server.export.Exports;
import dev.actp.server.keys.TokenKeys;
import dev.actp.server.ledger.Checkpointer;
import dev.actp.server.ledger.Eraser;
import dev.actp.server.ledger.LedgerKeys;
import dev.actp.server.metrics.Metrics;
import dev.actp.server.policy.PolicyBuilder;
import dev.actp.server.policy.Versioning;
import dev.actp.server.webhook.Targets;
import dev.actp.server.webhook.WebhookSecrets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts the HTTP API together out of what it serves. */
public final class HttpService {
  private static final int SIGNATURE_CHECKS_A_SECOND = 1_000;
  private static final int ACTS_A_SECOND = 10;
  private static final int VERIFIED_TOKENS = 20_000;

  private HttpService() {}

  /**
   * What the API is about.
   *
   * @param threads where what may block runs; refuses what is too much
   * @param publicUrl what clients know the server by, or null
   * @param host what it listens on
   */
  public record Parts(
      DecisionService service,
      KeyRings rings,
      TokenKeys tokenKeys,
      ApiKeySecrets secrets,
      KeyMaker keyMaker,
      WebhookSecrets webhookSecrets,
      Targets targets,
      PolicyBuilder builder,
      Versioning versioning,
      Exports exports,
      SecureRandom random,
      InstantSource clock,
      Executor threads,
      LedgerKeys ledgerKeys,
      Checkpointer checkpointer,
      Eraser eraser,
      Inside inside,
      @Nullable PublicUrl publicUrl,
      String host) {}

  /**
   * What whoever runs the server sees of it.
   *
   * @param threads where its pages are made; others than those of requests, which may all be taken
   * @param disk bytes that are free where the store is
   */
  public record Inside(Metrics metrics, Executor threads, LongSupplier disk) {}

  static Api api(Parts parts) {
    var authenticator =
        new Authenticator(
            parts.service().queries(),
            parts.secrets(),
            parts.clock(),
            tenant -> parts.service().tenant(tenant).filter(Tenant::disabled).isPresent());
    var budget = new MissBudget(SIGNATURE_CHECKS_A_SECOND, parts.clock());
    var verifier =
        new ChainVerifier(
            new TokenVerifier(parts.rings(), budget, VERIFIED_TOKENS), budget, VERIFIED_TOKENS);
    var tokens = new TokenResolver(verifier, parts.service().queries());
    var issuing = issuing(parts);
    var agents =
        new AgentTokens(
            new Directory(parts.service().queries()), parts.service(), issuing, parts.clock());
    var tolls = new Tolls(parts.service(), parts.clock());
    var doorkeeper = new Doorkeeper(authenticator, tokens, new Proofs(budget), agents, tolls);
    var holders =
        new Holders(tokens, parts.service(), new MissBudget(ACTS_A_SECOND, parts.clock()));
    var dispatcher =
        new Dispatcher(
            authenticator, holders, tolls, new Idempotency(Ticker.systemTicker()), parts.threads());
    var waits = new ApprovalWaits();
    var meters = new HttpMeters(parts.inside().metrics());
    return new Api(
        decisions(
            new Decisions(doorkeeper, parts.service(), meters), parts.service(), parts.threads()),
        dispatcher,
        routes(parts, authenticator, tokens, issuing, agents, waits),
        waits,
        new OpenPages(
                parts.rings(), new Health(parts), new Discovery(parts.publicUrl(), parts.host()))
            .pages(),
        meters);
  }

  /** What is served on the port for whoever runs the server: nothing that needs a credential. */
  static Api inside(Parts parts, Api api) {
    Inside inside = parts.inside();
    return new Api(
        Map.of(),
        api.dispatcher().on(inside.threads()),
        List.of(),
        api.waits(),
        new InsidePages(new Health(parts), inside.metrics()).pages(),
        new HttpMeters(Metrics.off()));
  }

  private static TokenIssuing issuing(Parts parts) {
    return new TokenIssuing(
        new Directory(parts.service().queries()),
        parts.service(),
        new Administration(parts.service()),
        new TokenIssuer(parts.rings(), parts.random()),
        parts.random(),
        parts.clock());
  }

  /** Where decisions are asked for, in each dialect. */
  private static Map<String, Consumer<Exchange>> decisions(
      Decisions decisions, DecisionService service, Executor threads) {
    var published = new Published();
    var authzen = new Authzen();
    var enforce = new EnforceEndpoint(published, decisions, threads);
    var actions = new SearchEndpoint(AuthzenSearch.Kind.ACTION, decisions, service, threads);
    var resources = new SearchEndpoint(AuthzenSearch.Kind.RESOURCE, decisions, service, threads);
    return Map.of(
        "/v1/enforce", enforce::handle,
        "/api/enforcement/check", enforce::handle,
        "/v1/enforce/batch", new BatchEndpoint(published, decisions, threads)::handle,
        "/access/v1/evaluation", new EnforceEndpoint(authzen, decisions, threads)::handle,
        "/access/v1/evaluations", new BatchEndpoint(authzen, decisions, threads)::handle,
        "/access/v1/search/action", actions::handle,
        "/access/v1/search/resource", resources::handle);
  }

  private static List<Route> routes(
      Parts parts,
      Authenticator authenticator,
      TokenResolver tokens,
      TokenIssuing issuing,
      AgentTokens agents,
      ApprovalWaits waits) {
    var queries = parts.service().queries();
    var directory = new Directory(queries);
    var administration = new Administration(parts.service());
    var names = new Names(parts.random());
    var issuer = new TokenIssuer(parts.rings(), parts.random());
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new AgentEndpoints(directory, administration, names, parts.clock(), agents::forget)
            .routes());
    routes.addAll(policies(parts, directory, administration, names));
    var renewal = new TokenRenewal(parts.service(), administration, issuer, tokens, parts.clock());
    var delegation =
        new TokenDelegation(
            directory,
            parts.service(),
            administration,
            issuer,
            tokens,
            parts.random(),
            parts.clock());
    routes.addAll(
        new TokenEndpoints(parts.service(), administration, issuing, delegation, renewal).routes());
    routes.add(
        new TokenExchange(
                delegation,
                tokens,
                parts.service(),
                parts.rings(),
                new Discovery(parts.publicUrl(), parts.host()),
                parts.clock())
            .route());
    routes.addAll(
        new OauthEndpoints(tokens, parts.service(), administration, parts.rings()).routes());
    routes.addAll(new RevocationEndpoints(directory, administration).routes());
    routes.addAll(records(parts, directory, administration));
    routes.addAll(people(parts, authenticator, waits, directory, administration, names));
    return routes;
  }

  private static List<Route> policies(
      Parts parts, Directory directory, Administration administration, Names names) {
    var activation = new PolicyActivation(administration, parts.versioning(), parts.clock());
    var texts = new PolicyTexts(parts.builder());
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new PolicyEndpoints(directory, parts.service(), administration, activation, texts, names)
            .routes());
    routes.addAll(
        new HistoryEndpoints(directory, parts.builder(), activation, parts.versioning().refused())
            .routes());
    return routes;
  }

  /** What was done, and what became of it. */
  private static List<Route> records(
      Parts parts, Directory directory, Administration administration) {
    var queries = parts.service().queries();
    List<Route> routes = new ArrayList<>();
    routes.addAll(new OutcomeEndpoints(administration).routes());
    routes.addAll(new ClockEndpoint(administration).routes());
    routes.addAll(
        new ErasureEndpoints(parts.service(), directory, administration, parts.eraser()).routes());
    var moments = new Moments(parts.clock());
    var signatures = new ExportSignatures(parts.ledgerKeys());
    routes.addAll(new AuditEndpoints(queries, administration, moments, signatures).routes());
    routes.addAll(new ExportsEndpoint(parts.exports()).routes());
    routes.addAll(new AuditCountsEndpoint(queries, moments).routes());
    routes.addAll(
        new LedgerEndpoints(parts.service().trees(), parts.ledgerKeys(), parts.checkpointer())
            .routes());
    routes.addAll(new MonitorEndpoints(directory, moments).routes());
    return routes;
  }

  /** Who has a say, with which keys, and who is told. */
  private static List<Route> people(
      Parts parts,
      Authenticator authenticator,
      ApprovalWaits waits,
      Directory directory,
      Administration administration,
      Names names) {
    var queries = parts.service().queries();
    List<Route> routes = new ArrayList<>();
    routes.addAll(
        new ApprovalEndpoints(
                queries,
                administration,
                waits,
                new ApprovalView(directory, parts.service()::policies),
                parts.clock())
            .routes());
    routes.addAll(
        new KeyEndpoints(queries, administration, parts.keyMaker(), authenticator).routes());
    routes.addAll(new TokenKeyEndpoints(parts.tokenKeys()).routes());
    var founding = new Founding(parts.tokenKeys(), parts.ledgerKeys());
    routes.addAll(
        new TenantEndpoints(parts.service(), administration, parts.keyMaker(), founding, names)
            .routes());
    routes.addAll(new GroupEndpoints(queries, administration, authenticator).routes());
    routes.addAll(
        new PeopleEndpoints(queries, administration, parts.keyMaker(), names, authenticator)
            .routes());
    routes.addAll(
        new WebhookEndpoints(
                parts.service(),
                administration,
                parts.webhookSecrets(),
                parts.targets(),
                names,
                parts.clock())
            .routes());
    return routes;
  }
}
