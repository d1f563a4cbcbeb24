package dev.actp.cli;

import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Tenant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where records are kept, and which of them a command looks at. */
final class RecordsOptions {
  @Option(
      names = "--data",
      paramLabel = "WHERE",
      description = "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
  private @Nullable String data;

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description = "whose records, where there are several tenants")
  private @Nullable String tenant;

  @Mixin private SpanOptions span = new SpanOptions();

  @Option(names = "--agent", paramLabel = "ID", description = "what one agent did; all without")
  private @Nullable String agent;

  /** Where they are kept, as it is named. */
  String data(Console console) {
    return WhichServer.data(console, data);
  }

  /** Whose records they are. */
  String tenant(Queries queries) throws Unusable {
    List<String> known = queries.tenants().stream().map(Tenant::id).toList();
    if (tenant == null && known.size() == 1) {
      return known.getFirst();
    }
    if (tenant == null || !known.contains(tenant)) {
      throw new Unusable("say whose records with `--tenant`: " + Words.list(known));
    }
    return tenant;
  }

  SpanOptions span() {
    return span;
  }

  /** The id of the only agent that counts, or null for all. */
  @Nullable String agent() {
    return agent;
  }
}
