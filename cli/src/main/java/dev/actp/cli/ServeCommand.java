package dev.actp.cli;

import dev.actp.runtime.service.RecordBounds;
import dev.actp.runtime.value.IpNetwork;
import dev.actp.server.ActpServer;
import dev.actp.server.Config;
import dev.actp.server.Listening;
import dev.actp.server.Outside;
import dev.actp.server.Start;
import dev.actp.server.export.ExportTarget;
import dev.actp.server.export.Exports;
import dev.actp.server.http.Proxies;
import dev.actp.server.http.PublicUrl;
import dev.actp.server.log.LogFormat;
import dev.actp.server.log.Logs;
import dev.actp.server.policy.FolderSource;
import dev.actp.server.policy.GitSource;
import dev.actp.server.policy.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp serve [FOLDER]}. */
@Command(
    name = "serve",
    description = "Enforce policies over HTTP.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Whatever a flag says can be said by a variable of its name, such as ACTP_DATA for --data,",
      "and by a file: docs/configuration.md. ACTP_MAIL_DOMAINS, ACTP_TRUSTED_PROXIES and"
          + " ACTP_ANCHORS are plural; of what",
      "there can be several is said with blanks between. ACTP_BOOTSTRAP_KEY is the API key that"
          + " the",
      "first start gives out, instead of a random one that it prints. ACTP_EXPORT_AUTHORIZATION is",
      "what collectors over HTTP are shown as Authorization. ACTP_BOOTSTRAP_KEY_FILE and",
      "ACTP_EXPORT_AUTHORIZATION_FILE name files that hold these two instead."
    })
final class ServeCommand implements Callable<Integer> {
  static final String DATA = "actp-data";
  private static final String OFF = "off";
  private static final String HOST = "127.0.0.1";
  private static final int PORT_MAX = 65_535;
  private static final int ROOM_MAX = 999_999_999;
  private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^]]+)]|([^:]+)):(\\d+)");
  static final String BOOTSTRAP_KEY = "ACTP_BOOTSTRAP_KEY";
  static final String EXPORT_AUTHORIZATION = "ACTP_EXPORT_AUTHORIZATION";

  /** With what a file says among its variables, once that was read. */
  private Console console;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "file of settings, named as the flags are: `actp config check` says what is wrong with"
              + " one; flags and variables win over it")
  private @Nullable String configFile;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description =
          "folder of .actp files to put in force, or git:REPOSITORY#BRANCH:FOLDER, by path or"
              + " https; without it, what was in force stays so")
  private @Nullable String folder;

  @Option(
      names = "--policy-poll",
      paramLabel = "DURATION",
      description =
          "how long after each look at FOLDER the server looks again, like 5s, and puts in force"
              + " what is good and tested there; 60s for a repository, off without")
  private @Nullable String policyPoll;

  @Option(names = "--port", paramLabel = "PORT", description = "0 for any free one; 8080 without")
  private @Nullable String port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "address to listen on; " + HOST + ", this machine alone, without")
  private @Nullable String host;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "address that clients know the server by, such as https://pdp.example.com, for the"
              + " documents in which they look it up")
  private @Nullable String publicUrl;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "folder for all that the server keeps; " + DATA + " without")
  private @Nullable String data;

  @Option(
      names = "--mail-domain",
      paramLabel = "DOMAIN",
      description =
          "mail domain of your own, whose addresses `sensitive` does not find; again for others;"
              + " without it, they stay as they were")
  private List<String> mailDomains = List.of();

  @Option(
      names = "--token-key-rotation",
      paramLabel = "DURATION",
      description = "how long a key signs tokens before another does, like 90d; for ever without")
  private @Nullable String keyRotation;

  @Option(
      names = "--webhook-allow",
      paramLabel = "NETWORK",
      description =
          "network like 10.1.2.0/24 that webhooks may be in, by http too; again for others; public"
              + " addresses by https alone without")
  private List<String> webhookNetworks = List.of();

  @Option(
      names = "--trusted-proxy",
      paramLabel = "NETWORK",
      description =
          "network like 10.1.2.0/24 of proxies whose X-Forwarded-For says where requests come from;"
              + " again for others; the other end of each connection without")
  private List<String> trustedProxies = List.of();

  @Option(
      names = "--export",
      paramLabel = "TARGET",
      description =
          "collector to send every record to, such as syslog+tls://HOST:PORT, otlp+https://HOST,"
              + " https://HOST/PATH or file:PATH; again for others")
  private List<String> exports = List.of();

  @Option(
      names = "--anchor",
      paramLabel = "ANCHOR",
      description =
          "place outside that keeps checkpoints of the ledger: file:PATH, git:PATH, git:URL,"
              + " syslog:udp://HOST:PORT, syslog:tcp://HOST:PORT or webhook:URL; may be repeated")
  private List<String> anchors = List.of();

  @Option(
      names = "--denials-recorded",
      paramLabel = "NUMBER",
      description =
          "denials of one agent that have a record each in a minute, 0 to 100000; 600 without")
  private @Nullable String denials;

  @Option(
      names = "--ledger-room",
      paramLabel = "MIB",
      description =
          "mebibytes that the database may take, of which 5 %% are kept for administration; any"
              + " number without")
  private @Nullable String room;

  @Option(
      names = "--metrics",
      paramLabel = "HOST:PORT",
      description =
          "address for metrics and details of the server's health, such as 127.0.0.1:9464; none"
              + " without")
  private @Nullable String metrics;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "what lines on the error stream are: text, or json for collectors; text without")
  private @Nullable String logFormat;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    readFile();
    Config config = config();
    Logs.use(format());
    return switch (ActpServer.start(config)) {
      case Start.Failed failed -> failed(failed);
      case Start.Running(ActpServer server) -> {
        new Greeting(console, server)
            .say(told(), kept(), policyFolder(), config.keys().bootstrap() != null);
        console.attendance().until(server);
        yield ExitCode.GOOD;
      }
    };
  }

  private void readFile() throws IOException {
    String file = given(configFile, "ACTP_CONFIG", "");
    if (!file.isEmpty()) {
      SettingsFile settings = SettingsFile.read(console, file);
      settings.problems().forEach(console::note);
      if (!settings.problems().isEmpty()) {
        throw new Unusable("`" + file + "` is not what a server can be told");
      }
      console = settings.under(console);
    }
  }

  private Config config() throws Unusable {
    Config config =
        Config.of(console.folder().resolve(kept()))
            .at(given(host, "ACTP_HOST", HOST), portOf(console, port))
            .withPublicUrl(publicUrl())
            .behind(trustedProxies())
            .withPolicies(policies(), policyPoll(git()))
            .withBootstrapKey(GivenSecret.of(console, BOOTSTRAP_KEY))
            .withMailDomains(mailDomains())
            .withKeyRotation(keyRotation())
            .withRecords(records())
            .withOutside(
                Outside.NOBODY
                    .withCollectors(collectors(), GivenSecret.of(console, EXPORT_AUTHORIZATION))
                    .withWebhookNetworks(webhookNetworks())
                    .withAnchors(RecoverCommand.anchors(console, anchors)));
    return withMetrics(config);
  }

  private interface Telling {
    @Nullable Object read() throws Unusable;
  }

  /** What is wrong with what it is told, as far as that can be seen without a start. */
  List<String> problems() {
    List<Telling> all =
        List.of(
            this::policies,
            () -> policyPoll(git()),
            this::kept,
            () -> portOf(console, port),
            this::publicUrl,
            () -> GivenSecret.of(console, BOOTSTRAP_KEY),
            this::keyRotation,
            this::records,
            this::collectors,
            () -> GivenSecret.of(console, EXPORT_AUTHORIZATION),
            this::webhookNetworks,
            this::trustedProxies,
            () -> withMetrics(Config.of(console.folder())),
            this::format);
    List<String> problems = new ArrayList<>();
    for (Telling one : all) {
      try {
        one.read();
      } catch (Unusable e) {
        problems.add(e.why());
      }
    }
    Path kept = console.folder().resolve(given(data, "ACTP_DATA", DATA));
    problems.addAll(Outside.problems(kept, RecoverCommand.anchors(console, anchors)));
    return problems;
  }

  private LogFormat format() throws Unusable {
    String word = given(logFormat, "ACTP_LOG_FORMAT", LogFormat.TEXT.word());
    return LogFormat.named(word)
        .orElseThrow(() -> new Unusable("`" + word + "` is no form of lines: text and json are"));
  }

  private String told() {
    return given(folder, "ACTP_POLICIES", "");
  }

  private boolean git() {
    return told().startsWith(GitSource.SCHEME);
  }

  private @Nullable PolicySource policies() throws Unusable {
    Path policies = policyFolder();
    return git() ? branch() : policies == null ? null : new FolderSource(policies);
  }

  private @Nullable Path policyFolder() throws Unusable {
    if (told().isEmpty() || git()) {
      return null;
    }
    Path policies = console.folder().resolve(told());
    if (!Files.isDirectory(policies)) {
      throw new Unusable("there is no folder `" + told() + "`");
    }
    return policies;
  }

  /** The data folder as it is named. */
  private String kept() throws Unusable {
    String kept = given(data, "ACTP_DATA", DATA);
    if (Files.isRegularFile(console.folder().resolve(kept))) {
      throw new Unusable("`" + kept + "` is no folder: --data takes one for all that is kept");
    }
    return kept;
  }

  private Config withMetrics(Config config) throws Unusable {
    String address = given(metrics, "ACTP_METRICS", "");
    if (address.isEmpty()) {
      return config;
    }
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new Unusable("`" + address + "` is no address like `127.0.0.1:9464`");
    }
    String named = parts.group(1) == null ? parts.group(2) : parts.group(1);
    int own = number(parts.group(3), PORT_MAX, "port");
    if (own != 0 && own == portOf(console, port)) {
      throw new Unusable("port " + own + " is that of the API: metrics have one of their own");
    }
    return config.withMetrics(named, own);
  }

  private GitSource branch() throws Unusable {
    return GitSource.parse(told(), console.folder())
        .orElseThrow(
            () ->
                new Unusable(
                    "`%s` is no branch like `git:https://example.com/policies.git#main:folder`, without a credential"
                        .formatted(told())));
  }

  private @Nullable Duration policyPoll(boolean git) throws Unusable {
    String text = given(policyPoll, "ACTP_POLICY_POLL", git ? "60s" : OFF);
    if (text.equals(OFF) || text.equals("0")) {
      return null;
    }
    if (told().isEmpty()) {
      throw new Unusable("--policy-poll looks at a folder: name one");
    }
    return KeyCommand.duration(text, Duration.ofSeconds(1));
  }

  private @Nullable PublicUrl publicUrl() throws Unusable {
    String text = given(publicUrl, "ACTP_PUBLIC_URL", "");
    return text.isEmpty()
        ? null
        : switch (PublicUrl.read(text)) {
          case PublicUrl.Good(PublicUrl url) -> url;
          case PublicUrl.Wrong(String why) -> throw new Unusable(why);
        };
  }

  private RecordBounds records() throws Unusable {
    String usual = Integer.toString(RecordBounds.USUAL.refusals());
    String refusals = given(denials, "ACTP_DENIALS_RECORDED", usual);
    String mebibytes = given(room, "ACTP_LEDGER_ROOM", "0");
    return new RecordBounds(
        number(refusals, RecordBounds.REFUSALS_MAX, "number of denials"),
        (long) number(mebibytes, ROOM_MAX, "number of mebibytes") << 20);
  }

  private @Nullable Duration keyRotation() throws Unusable {
    String text = given(keyRotation, "ACTP_TOKEN_KEY_ROTATION", "");
    return text.isEmpty() ? null : KeyCommand.duration(text, Duration.ofDays(1));
  }

  private List<IpNetwork> webhookNetworks() throws Unusable {
    return networks(webhookNetworks, "ACTP_WEBHOOK_ALLOW");
  }

  private Proxies trustedProxies() throws Unusable {
    return new Proxies(networks(trustedProxies, "ACTP_TRUSTED_PROXIES"));
  }

  private List<IpNetwork> networks(List<String> options, String variable) throws Unusable {
    String named = console.environment().getOrDefault(variable, "");
    List<String> given = options.isEmpty() ? List.of(named.split("[\\s,]+")) : options;
    List<IpNetwork> networks = new ArrayList<>();
    for (String text : given) {
      if (!text.isEmpty()) {
        networks.add(
            IpNetwork.parse(text)
                .orElseThrow(
                    () -> new Unusable("`" + text + "` is no network like `10.1.2.0/24`")));
      }
    }
    return networks;
  }

  private @Nullable SortedSet<String> mailDomains() {
    String named = console.environment().getOrDefault("ACTP_MAIL_DOMAINS", "");
    List<String> given = mailDomains.isEmpty() ? List.of(named.split("[\\s,]+")) : mailDomains;
    SortedSet<String> domains = new TreeSet<>(given);
    domains.remove("");
    return domains.isEmpty() ? null : domains;
  }

  private List<ExportTarget> collectors() throws Unusable {
    List<String> named =
        exports.isEmpty()
            ? Stream.of(console.environment().getOrDefault("ACTP_EXPORT", "").split("\\s+", -1))
                .filter(one -> !one.isEmpty())
                .toList()
            : exports;
    if (named.size() > Exports.TARGETS_MAX) {
      throw new Unusable("there may be " + Exports.TARGETS_MAX + " targets for exports at most");
    }
    List<ExportTarget> targets = new ArrayList<>();
    for (String one : named) {
      switch (ExportTarget.read(one, console.folder())) {
        case ExportTarget.Wrong(String why) -> throw new Unusable(why);
        case ExportTarget.Good(ExportTarget target) -> targets.add(target);
      }
    }
    return targets;
  }

  private String given(@Nullable String option, String variable, String otherwise) {
    return option != null ? option : console.environment().getOrDefault(variable, otherwise);
  }

  /** The port that an option names, else the environment, else the usual one. */
  static int portOf(Console console, @Nullable String option) throws Unusable {
    String usual = Integer.toString(Listening.DEFAULT_PORT);
    String text = option != null ? option : console.environment().getOrDefault("ACTP_PORT", usual);
    return number(text, PORT_MAX, "port");
  }

  private static int number(String text, int most, String what) throws Unusable {
    if (text.matches("\\d{1,9}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new Unusable("`" + text + "` is no " + what + ": a number from 0 to " + most + " is");
  }

  private int failed(Start.Failed failed) {
    failed.problems().forEach(problem -> console.note(problem.stripTrailing()));
    boolean policy = failed.problems().stream().anyMatch(problem -> problem.startsWith("error["));
    console.unusable("the server did not start");
    return policy ? ExitCode.FAILED : ExitCode.UNUSABLE;
  }
}
