package dev.actp.cli;

import dev.actp.runtime.evidence.Lifetimes;
import dev.actp.runtime.ledger.verify.JsonLines;
import dev.actp.runtime.registry.LedgerPages;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.store.ExportedLedger;
import dev.actp.runtime.store.ReadOnlyStore;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where records are kept, and which of them a command looks at. */
final class RecordsOptions {
  @Option(
      names = "--data",
      paramLabel = "WHERE",
      description =
          "the server's data folder, or an export of its ledger; ACTP_DATA or "
              + ServeCommand.DATA
              + " without")
  private @Nullable String data;

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "whose records, where there are several tenants")
  private @Nullable String tenant;

  @Mixin private SpanOptions span = new SpanOptions();

  @Option(names = "--agent", paramLabel = "ID", description = "what one agent did; all without")
  private @Nullable String agent;

  /** The id of the only agent that counts, or null for all. */
  @Nullable String agent() {
    return agent;
  }

  /**
   * Does something with the records.
   *
   * @throws Unusable where they cannot be read
   */
  <T> T over(Console console, RecordSource.Work<T> work) throws IOException {
    String shown = WhichServer.data(console, data);
    Path path = console.folder().resolve(shown);
    return Files.isRegularFile(path) ? exported(path, shown, work) : kept(path, shown, work);
  }

  private <T> T exported(Path file, String shown, RecordSource.Work<T> work) throws IOException {
    if (tenant != null) {
      throw new Unusable("`--tenant` is for data folders: an export is one tenant's");
    }
    try (ExportedLedger export =
        new ExportedLedger(new JsonLines(Files.newInputStream(file)), span.from(), span.to())) {
      return work.on(new RecordSource(shown, export, export.versions(), Lifetimes.UNKNOWN));
    } catch (IllegalArgumentException e) {
      throw new Unusable("`" + shown + "` is no export: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw new Unusable("`" + shown + "` cannot be read: " + e.getMessage());
    }
  }

  private <T> T kept(Path folder, String shown, RecordSource.Work<T> work) throws IOException {
    Instant start = span.from();
    Instant end = span.to();
    if (!Files.exists(folder.resolve(SqliteStore.FILE))) {
      throw new Unusable("no server was ever started on the data folder `" + shown + "`");
    }
    try (ReadOnlyStore store = ReadOnlyStore.open(folder)) {
      Queries queries = store.queries();
      String whose = tenant(queries);
      LedgerPages rows =
          new LedgerPages(
              queries,
              whose,
              start == null ? 0 : queries.firstAt(whose, start),
              end == null ? Long.MAX_VALUE : queries.firstAt(whose, end));
      return work.on(
          new RecordSource(shown, rows, queries.allVersions(whose), Lifetimes.of(queries, whose)));
    } catch (StoreException | IllegalStateException e) {
      throw new Unusable("the data folder `" + shown + "` cannot be used: " + e.getMessage());
    }
  }

  private String tenant(Queries queries) throws Unusable {
    List<String> known = queries.tenants().stream().map(Tenant::id).toList();
    Optional<String> alone = Tenants.alone(known);
    if (tenant == null && alone.isPresent()) {
      return alone.get();
    }
    if (tenant == null || !known.contains(tenant)) {
      throw new Unusable("say whose records with `--tenant`: " + Words.list(known));
    }
    return tenant;
  }
}
