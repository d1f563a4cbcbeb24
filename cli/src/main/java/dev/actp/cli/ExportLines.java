package dev.actp.cli;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lines of a file whose first line may be one of a ledger's. */
final class ExportLines implements Leaves {
  private static final JsonLimits LIMITS = new JsonLimits(4 * 1024 * 1024, 64);

  /** A record has the first two, and each of the others is all that its line has. */
  private static final Set<String> MEMBERS = Set.of("v", "prev", "checkpoint", "beside", "policy");

  private final Leaves lines;
  private byte @Nullable [] first;

  private ExportLines(Leaves lines, byte @Nullable [] first) {
    this.lines = lines;
    this.first = first;
  }

  /**
   * The same lines.
   *
   * @param where the file, as it was given
   * @throws Unusable if the first is plainly of another format; one that was changed is not
   */
  static Leaves of(Leaves lines, String where) throws IOException {
    byte[] first = lines.next();
    if (first != null && isForeign(new String(first, StandardCharsets.UTF_8))) {
      throw new Unusable(
          "`"
              + where
              + "` is no ledger export: `--format ledger` writes one, and --signature verifies the"
              + " other formats");
    }
    return new ExportLines(lines, first);
  }

  private static boolean isForeign(String line) {
    return switch (StrictJson.readObject(line, LIMITS)) {
      case StrictJson.Reading.Document(Value.Struct(var members)) ->
          Collections.disjoint(members.keySet(), MEMBERS);
      case StrictJson.Reading.Document(Value other) -> true;
      case StrictJson.Reading.Refused(var problem) -> !line.stripLeading().startsWith("{");
    };
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    byte[] line = first;
    first = null;
    return line != null ? line : lines.next();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
