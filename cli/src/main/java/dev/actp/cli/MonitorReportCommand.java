package dev.actp.cli;

import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.service.MonitorReport;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.FolderInUse;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoreException;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code actp monitor-report}. */
@Command(
    name = "monitor-report",
    description = "Say what policies in monitor mode would have blocked, by clause.",
    mixinStandardHelpOptions = true)
final class MonitorReportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private WhichServer which = new WhichServer();

  @Mixin private SpanOptions span = new SpanOptions();

  @Option(names = "--policy", paramLabel = "POLICY", description = "by id or name; all without")
  private @Nullable String policy;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text (default) or json")
  private Format format = Format.TEXT;

  /** How the report is written. */
  enum Format {
    TEXT,
    JSON
  }

  MonitorReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Instant start = span.from();
    Instant end = span.to();
    try (HttpApi api = which.api(console)) {
      say(api == null ? kept(start, end) : RemoteReport.of(api, start, end, policy));
      return ExitCode.GOOD;
    }
  }

  private MonitorReport kept(@Nullable Instant start, @Nullable Instant end) throws Unusable {
    String kept = which.data(console);
    Path folder = console.folder().resolve(kept);
    if (!Files.exists(folder.resolve(SqliteStore.FILE))) {
      throw new Unusable("no server was ever started on the data folder `" + kept + "`");
    }
    try (SqliteStore store = SqliteStore.open(DataFolder.open(folder))) {
      Queries queries = store.queries();
      List<String> known = queries.tenants().stream().map(Tenant::id).toList();
      String tenant =
          Tenants.alone(known)
              .orElseThrow(() -> new Unusable("there are several tenants: ask a server, as one"));
      return MonitorReport.of(queries, tenant, start, end, policy(queries, tenant));
    } catch (FolderInUse e) {
      throw WhichServer.inUse("the data folder `" + kept + "` is in use by another server");
    } catch (StoreException e) {
      throw new Unusable("the data folder `" + kept + "` cannot be used: " + e.getMessage());
    }
  }

  private @Nullable String policy(Queries queries, String tenant) throws Unusable {
    String named = policy;
    if (named == null) {
      return null;
    }
    Optional<PolicyVersion> known =
        queries.policy(tenant, named).or(() -> queries.policyNamed(tenant, named));
    return known.orElseThrow(() -> new Unusable("there is no policy `" + named + "`")).id();
  }

  private void say(MonitorReport report) {
    switch (format) {
      case JSON -> console.say(Documents.write(document(report)));
      case TEXT -> text(report);
    }
  }

  private void text(MonitorReport report) {
    console.say(
        "%s monitored: %d would be denied, %d would need approval"
            .formatted(
                Words.count(report.monitored(), "decision"), report.denied(), report.asked()));
    if (report.reached() != null) {
      console.say("only those since " + report.reached() + "; ask for a shorter span");
    }
    for (MonitorReport.Line line : report.lines()) {
      String named = line.name().isEmpty() ? line.policy() : line.name();
      console.say("");
      console.say("%s  %s  %s".formatted(Words.count(line.decisions(), "time"), code(line), named));
      console.say(
          "  " + (line.capability().isEmpty() ? "" : line.capability() + ": ") + line.clause());
      console.say(
          "  from %s to %s, such as %s".formatted(line.first(), line.last(), line.example()));
    }
  }

  private static String code(MonitorReport.Line line) {
    return line.code().name().toLowerCase(Locale.ROOT);
  }

  private static Value.Struct document(MonitorReport report) {
    List<Value.Struct> clauses =
        report.lines().stream()
            .map(
                line ->
                    Documents.of(
                        "policy", line.policy(),
                        "policy_name", line.name(),
                        "capability", line.capability(),
                        "clause", line.clause(),
                        "code", code(line),
                        "decisions", Value.Num.of(line.decisions()),
                        "first_at", line.first().toString(),
                        "last_at", line.last().toString(),
                        "audit_id", line.example()))
            .toList();
    return Documents.of(
        "monitored", Value.Num.of(report.monitored()),
        "would_be_denied", Value.Num.of(report.denied()),
        "would_need_approval", Value.Num.of(report.asked()),
        "complete", Value.Bool.of(report.reached() == null),
        "clauses", clauses);
  }
}
