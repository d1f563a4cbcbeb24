package dev.actp.server;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Decider;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Settings;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoreException;
import dev.actp.runtime.token.ApiKeySecrets;
import dev.actp.runtime.token.KeyRings;
import dev.actp.runtime.token.KeySchedule;
import dev.actp.runtime.token.SecretFile;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.server.export.Exports;
import dev.actp.server.http.EventLoops;
import dev.actp.server.http.HttpListener;
import dev.actp.server.http.HttpService;
import dev.actp.server.http.KeyMaker;
import dev.actp.server.http.NoticeBodies;
import dev.actp.server.http.Port;
import dev.actp.server.keys.KeyTimer;
import dev.actp.server.keys.StoredKeys;
import dev.actp.server.keys.TokenKeys;
import dev.actp.server.ledger.AnchorCheck;
import dev.actp.server.ledger.AnchorText;
import dev.actp.server.ledger.Checkpointer;
import dev.actp.server.ledger.Eraser;
import dev.actp.server.ledger.LedgerKeys;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.PolicyBuilder;
import dev.actp.server.policy.PolicyIntake;
import dev.actp.server.policy.PolicySource;
import dev.actp.server.policy.PolicyWatch;
import dev.actp.server.policy.Versioning;
import dev.actp.server.webhook.Courier;
import dev.actp.server.webhook.Targets;
import dev.actp.server.webhook.WebhookPost;
import dev.actp.server.webhook.WebhookSecrets;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server, in one place; what was opened is closed again where a later step fails. What
 * needs nothing else goes on meanwhile: the event loops, the engine's test of itself, the keys. The
 * port is opened last, so that who gets through is served.
 */
final class Starter {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  private static final int THREADS_MAX = 512;
  static final String API_KEYS_SECRET = "api-keys.secret";
  private static final String WEBHOOKS_SECRET = "webhooks.secret";
  private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(10);

  /** What tokens name as the decision point that they are for. */
  private static final String AUDIENCE = "urn:actp:decision-point";

  private static final int ONE_A_PROCESSOR = 0;

  /** How long requests under way may take to finish when the server stops. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  static final String ENGINE = "actp 0.1";

  private final Config config;
  private final InstantSource clock;
  private final LongSupplier monotonic;
  private final SecureRandom random = new SecureRandom();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  Starter(Config config, InstantSource clock, LongSupplier monotonic) {
    this.config = config;
    this.clock = clock;
    this.monotonic = monotonic;
  }

  Start start() {
    Start start;
    try {
      start = withSecrets();
    } catch (StoreException e) {
      start =
          Start.Failed.because(
              e.getCause() == null ? message(e) : message(e) + ": " + message(e.getCause()));
    } catch (IOException e) {
      start =
          Start.Failed.because(
              "the data folder `" + config.data() + "` cannot be used: " + message(e));
    } catch (HttpListener.ListeningFailed e) {
      start = Start.Failed.because(unopened(e.port(), message(e)));
    }
    if (start instanceof Start.Failed) {
      closeAll();
    }
    return start;
  }

  private Start withSecrets() throws IOException, HttpListener.ListeningFailed {
    DataFolder folder = DataFolder.open(config.data());
    opened.push(folder);
    return switch (SecretFile.readOrCreate(config.data().resolve(API_KEYS_SECRET), random)) {
      case SecretFile.Unusable(String why) -> Start.Failed.because(why);
      case SecretFile.Secret secret -> withLoops(folder, new ApiKeySecrets(secret.bytes()));
    };
  }

  private Start withLoops(DataFolder folder, ApiKeySecrets secrets)
      throws IOException, HttpListener.ListeningFailed {
    PolicyBuilder builder = opened(new PolicyBuilder(new RuleCompiler()::compile));
    Decider decider = new PolicyDecider();
    SelfTest test = new SelfTest(builder, decider, clock.instant());
    Meanwhile<Optional<String>> tested = Meanwhile.begin("self-test", test::problem);
    Meanwhile<EventLoops> loops = Meanwhile.begin("loops", () -> EventLoops.start(ONE_A_PROCESSOR));
    opened.push(() -> loops.result().close());
    return withService(folder, secrets, builder, decider, tested, loops);
  }

  private Start withService(
      DataFolder folder,
      ApiKeySecrets secrets,
      PolicyBuilder builder,
      Decider decider,
      Meanwhile<Optional<String>> tested,
      Meanwhile<EventLoops> loops)
      throws IOException, HttpListener.ListeningFailed {
    Inside inside = opened(Inside.of(config));
    SqliteStore store = opened(SqliteStore.open(folder));
    opened.remove(folder);
    AnchorText.Read anchors = new AnchorText(config.data(), clock).read(config.outside().anchors());
    if (!anchors.problems().isEmpty()) {
      return new Start.Failed(anchors.problems());
    }
    String seal = seal(anchors, store);
    StoredKeys keys = new StoredKeys(config.data(), AUDIENCE, config.keys().signing());
    LedgerKeys ledgerKeys = new LedgerKeys(config.data(), clock);
    KeyRings rings = new KeyRings();
    List<Tenant> tenants = store.tenants();
    Meanwhile<List<String>> ringed = Meanwhile.begin("keys", () -> load(keys, tenants, rings));
    Settings settings =
        Settings.of(store, decider, version -> stored(builder, version), ENGINE)
            .withSeal(seal)
            .withWatch(inside.watch());
    DecisionService service = opened(started(settings));
    opened.remove(store);
    KeyMaker maker = new KeyMaker(secrets, random, clock);
    Setup setup = new Setup(service, secrets, maker, random, clock, new FirstKey(config.data()));
    return switch (setup.tenancy(config.keys().bootstrap())) {
      case Setup.Refused(String why) -> Start.Failed.because(why);
      case Setup.Tenancy tenancy -> {
        List<String> problems = new ArrayList<>();
        wrongDomain(setup, tenancy, seal).ifPresent(problems::add);
        Policies loaded = policies(builder, service, tenancy.tenant());
        problems.addAll(loaded.problems());
        problems.addAll(ringed.result());
        if (tenants.isEmpty()) {
          problems.addAll(load(keys, service.queries().tenants(), rings));
        }
        tested.result().ifPresent(problems::add);
        BoundedThreads threads = opened(new BoundedThreads(THREADS_MAX));
        if (!problems.isEmpty()) {
          yield new Start.Failed(problems);
        }
        var heads = heads(service, ledgerKeys, anchors);
        KeyTimer timer = moving(keys, rings, service, seal == null);
        yield listen(
            loops.result(),
            parts(
                service, rings, timer, secrets, maker, loaded, threads, ledgerKeys, heads, inside),
            threads,
            timer,
            inside,
            setup,
            tenancy,
            loaded);
      }
    };
  }

  private Checkpointer heads(DecisionService service, LedgerKeys keys, AnchorText.Read anchors)
      throws IOException {
    keys.load(service.queries().tenants());
    return new Checkpointer(service, keys, anchors.anchors(), clock);
  }

  private DecisionService started(Settings settings) {
    return DecisionService.start(
        settings.withClocks(clock, monotonic).withRecords(config.records()));
  }

  /** What is wrong with the mail domains that are to be the tenant's own. */
  private Optional<String> wrongDomain(Setup setup, Setup.Tenancy tenancy, @Nullable String seal) {
    SortedSet<String> domains = config.mailDomains();
    return domains == null || seal != null
        ? Optional.empty()
        : setup.mailDomains(tenancy.tenant(), domains);
  }

  private HttpService.Parts parts(
      DecisionService service,
      KeyRings rings,
      KeyTimer timer,
      ApiKeySecrets secrets,
      KeyMaker maker,
      Policies policies,
      BoundedThreads threads,
      LedgerKeys ledgerKeys,
      Checkpointer checkpointer,
      Inside inside)
      throws IOException {
    return new HttpService.Parts(
        service,
        rings,
        timer.keys(),
        secrets,
        maker,
        new WebhookSecrets(webhooksSecret()),
        new Targets(config.outside().webhookNetworks()),
        policies.builder(),
        policies.versioning(),
        opened(exports(service)),
        random,
        clock,
        threads,
        ledgerKeys,
        checkpointer,
        opened(Eraser.start(service, clock)),
        inside.parts(),
        config.listening().publicUrl(),
        config.listening().host());
  }

  private byte[] webhooksSecret() throws IOException {
    return switch (SecretFile.readOrCreate(config.data().resolve(WEBHOOKS_SECRET), random)) {
      case SecretFile.Unusable(String why) -> throw new IOException(why);
      case SecretFile.Secret secret -> secret.bytes();
    };
  }

  private Exports exports(DecisionService service) throws IOException {
    Outside to = config.outside();
    return Exports.start(
        to.collectors(), config.data(), to.authorization(), service.queries(), clock);
  }

  /** Why the store must not be used, because an anchor knows more than it; null for nothing. */
  private static @Nullable String seal(AnchorText.Read anchors, SqliteStore store) {
    try {
      String seal =
          AnchorCheck.behind(anchors.kept(), store.tenants(), store.trees())
              .map(AnchorCheck.Behind::why)
              .orElse(null);
      if (seal != null) {
        LOG.error("everything is denied: {}", seal);
      }
      return seal;
    } catch (IOException e) {
      throw new StoreException(message(e));
    }
  }

  /**
   * The policies, and what became of the place that they are taken from.
   *
   * @param watch looks at that place; null where there is none
   */
  private record Policies(
      PolicyBuilder builder,
      Versioning versioning,
      @Nullable PolicyWatch watch,
      int count,
      List<String> notes,
      List<String> problems) {}

  private Policies policies(PolicyBuilder builder, DecisionService service, String tenant) {
    Versioning versioning = opened(new Versioning(service));
    PolicySource source = config.policies();
    if (source == null || service.sealed().isPresent()) {
      List<String> sealed = service.sealed().stream().toList();
      return new Policies(builder, versioning, null, 0, sealed, List.of());
    }
    PolicyIntake intake = new PolicyIntake(service, builder, versioning, random);
    PolicyWatch watch = opened(new PolicyWatch(source, intake, versioning, service, tenant, clock));
    PolicyIntake.Taken taken = watch.begin(Setup.OPERATOR, config.policyPoll() != null);
    return new Policies(
        builder, versioning, watch, taken.policies(), taken.notes(), taken.problems());
  }

  /** The keys, as the schedule has them by now, and the timer that keeps them so. */
  private KeyTimer moving(
      StoredKeys stored, KeyRings rings, DecisionService service, boolean recording) {
    KeySchedule schedule = KeySchedule.of(config.keys().rotation(), TokenIssuer.LONGEST_LIFE);
    TokenKeys keys = new TokenKeys(stored, rings, schedule, service, clock);
    if (recording) {
      keys.advance();
    }
    return opened(new KeyTimer(keys));
  }

  /** Reads the keys of tenants; what is wrong with them, or nothing. */
  private List<String> load(StoredKeys keys, List<Tenant> tenants, KeyRings into)
      throws IOException {
    String first = Setup.first(tenants).map(Tenant::id).orElse("");
    for (Tenant tenant : tenants) {
      StoredKeys its = tenant.id().equals(first) ? keys : keys.withoutGiven();
      switch (its.load(tenant.id(), clock.instant())) {
        case StoredKeys.Loaded(var ring) -> into.put(ring);
        case StoredKeys.Wrong(List<String> problems) -> {
          return problems;
        }
      }
    }
    return List.of();
  }

  private Start listen(
      EventLoops loops,
      HttpService.Parts parts,
      BoundedThreads threads,
      KeyTimer timer,
      Inside inside,
      Setup setup,
      Setup.Tenancy tenancy,
      Policies policies)
      throws IOException, HttpListener.ListeningFailed {
    WebhookPost post = opened(new WebhookPost(loops.vertx(), parts.targets(), WEBHOOK_PATIENCE));
    Courier courier =
        opened(
            new Courier(
                parts.service(),
                new NoticeBodies(parts.service()),
                parts.webhookSecrets(),
                post,
                clock,
                random));
    Listening listening = config.listening();
    HttpListener listener =
        opened(HttpListener.open(loops, parts, listening.outside(), listening.metrics(), DRAIN));
    setup.succeeded(tenancy);
    courier.start();
    parts.checkpointer().start();
    if (policies.watch() != null && config.policyPoll() != null) {
      policies.watch().every(config.policyPoll());
    }
    return new Start.Running(
        new ActpServer(
            config,
            listener,
            courier,
            parts.service(),
            parts.builder(),
            parts.versioning(),
            parts.exports(),
            threads,
            timer,
            opened(new Pruner(parts.service(), clock)),
            parts.checkpointer(),
            parts.eraser(),
            inside,
            tenancy,
            policies.watch(),
            policies.count(),
            policies.notes()));
  }

  /** A stored version, which compiled when it was put in force. */
  static CompiledPolicy stored(PolicyBuilder builder, PolicyVersion version) {
    return switch (builder.build(version.main(), version.files())) {
      case Built.Ready ready -> ready.policy();
      case Built.Wrong wrong -> throw broken(version, wrong.diagnostics().toString());
      case Built.Nothing nothing -> throw broken(version, "it declares no policy");
      case Built.TooMuch tooMuch -> throw broken(version, "it takes too long");
    };
  }

  private static StoreException broken(PolicyVersion version, String why) {
    return new StoreException(
        "the stored policy `" + version.name() + "` does not compile any more: " + why);
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  private void closeAll() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LOG.error("a part of the server could not be closed", e);
      }
    }
  }

  /** In the words of every transport, a port that is taken is an address in use. */
  private String unopened(Port port, String why) {
    String what = "port %d of `%s` ".formatted(port.number(), port.host());
    String option = port.equals(config.listening().metrics()) ? "--metrics" : "--port";
    return why.contains("Address already in use")
        ? what + "is in use: choose another by " + option
        : what + "cannot be opened: " + why;
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
