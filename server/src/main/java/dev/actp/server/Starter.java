package dev.actp.server;

import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
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
import dev.actp.runtime.token.SecretFile;
import dev.actp.server.http.HttpListener;
import dev.actp.server.http.HttpService;
import dev.actp.server.http.KeyMaker;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.KnownPolicies;
import dev.actp.server.policy.PolicyBuilder;
import dev.actp.server.policy.PolicyFolder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a server, in one place and one order; what was opened is closed again where a later step
 * fails.
 */
final class Starter {
  private static final Logger LOG = LoggerFactory.getLogger(Starter.class);
  private static final int THREADS_MAX = 512;
  static final String API_KEYS_SECRET = "api-keys.secret";
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
      start =
          Start.Failed.because(
              "port %d of `%s` cannot be opened: %s"
                  .formatted(config.port(), config.host(), message(e)));
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
      case SecretFile.Secret secret -> withService(folder, new ApiKeySecrets(secret.bytes()));
    };
  }

  private Start withService(DataFolder folder, ApiKeySecrets secrets)
      throws IOException, HttpListener.ListeningFailed {
    PolicyBuilder builder = opened(new PolicyBuilder(new RuleCompiler()::compile));
    SqliteStore store = opened(SqliteStore.open(folder));
    opened.remove(folder);
    Settings settings =
        Settings.of(store, new PolicyDecider(), version -> stored(builder, version), ENGINE)
            .withClocks(clock, monotonic);
    DecisionService service = opened(DecisionService.start(settings));
    opened.remove(store);
    KeyMaker maker = new KeyMaker(secrets, random, clock);
    Setup setup = new Setup(service, secrets, maker, random);
    return switch (setup.tenancy(config.bootstrapKey())) {
      case Setup.Refused(String why) -> Start.Failed.because(why);
      case Setup.Tenancy tenancy -> {
        Activated activated = activate(builder, service, setup, tenancy.tenant());
        if (!activated.problems().isEmpty()) {
          yield new Start.Failed(activated.problems());
        }
        KeyRings rings = new KeyRings();
        List<String> wrong = keys(service, rings);
        yield wrong.isEmpty()
            ? listen(service, secrets, maker, builder, rings, tenancy, activated.policies())
            : new Start.Failed(wrong);
      }
    };
  }

  /** What became of the policy folder. */
  private record Activated(int policies, List<String> problems) {}

  private Activated activate(
      PolicyBuilder builder, DecisionService service, Setup setup, String tenant) {
    if (config.policies() == null) {
      return new Activated(0, List.of());
    }
    List<PolicyVersion> known = KnownPolicies.of(service.queries(), tenant);
    PolicyFolder.Contents contents = new PolicyFolder(builder).read(config.policies(), known);
    if (!contents.problems().isEmpty()) {
      return new Activated(0, contents.problems());
    }
    Optional<String> refused = setup.activate(tenant, contents.changed(), known);
    return new Activated(
        contents.changed().size() + contents.unchanged(), refused.map(List::of).orElse(List.of()));
  }

  private List<String> keys(DecisionService service, KeyRings rings) throws IOException {
    Keys keys = new Keys(config.data(), config.audience(), config.signingKey());
    for (Tenant tenant : service.queries().tenants()) {
      switch (keys.load(tenant.id())) {
        case Keys.Loaded(var ring) -> rings.put(ring);
        case Keys.Wrong(List<String> problems) -> {
          return problems;
        }
      }
    }
    return List.of();
  }

  private Start listen(
      DecisionService service,
      ApiKeySecrets secrets,
      KeyMaker maker,
      PolicyBuilder builder,
      KeyRings rings,
      Setup.Tenancy tenancy,
      int policies)
      throws HttpListener.ListeningFailed {
    BoundedThreads threads = opened(new BoundedThreads(THREADS_MAX));
    var parts =
        new HttpService.Parts(service, rings, secrets, maker, builder, random, clock, threads);
    HttpListener listener =
        HttpListener.open(
            parts,
            config.host(),
            config.port(),
            config.eventLoops(),
            config.bounds(),
            config.drain());
    return new Start.Running(
        new ActpServer(config, listener, service, builder, threads, tenancy, policies));
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

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
