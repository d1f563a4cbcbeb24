package dev.actp.cli;

import dev.actp.server.LedgerDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code actp recover}. */
@Command(
    name = "recover",
    description = "Go on with a ledger that lacks records which an anchor knows of.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without --confirm, it says what is missing, and changes nothing. What is missing stays",
      "missing: restore a better backup where there is one. Going on is recorded."
    })
final class RecoverCommand implements Callable<Integer> {
  /** An anchor with a path of this machine. */
  private static final Pattern LOCAL = Pattern.compile("(file:|git:(?!https?:))(.+)");

  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
  private @Nullable String data;

  @Option(
      names = "--anchor",
      paramLabel = "ANCHOR",
      description = "as the server has it; may be repeated; ACTP_ANCHORS without")
  private List<String> anchors = List.of();

  @Option(names = "--confirm", description = "go on without what is missing")
  private boolean confirmed;

  RecoverCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (LedgerDesk desk = desk(console, data, anchors(console, anchors))) {
      Optional<LedgerDesk.Refused> missing = desk.missing();
      if (missing.isPresent()) {
        throw new Unusable(missing.get().why() + ": name the folder or the anchor that it is of");
      }
      Optional<String> behind = desk.behind();
      if (behind.isEmpty()) {
        console.say("nothing is missing that an anchor knows of");
        return ExitCode.GOOD;
      }
      console.say(behind.get());
      if (!confirmed) {
        console.note("actp: say --confirm to go on without what is missing");
        return ExitCode.FAILED;
      }
      return switch (desk.recover()) {
        case LedgerDesk.Refused(String why) -> throw new Unusable(why);
        case LedgerDesk.Recovered recovered -> {
          console.say("recovered: it is on record, and the anchor has a new checkpoint");
          yield ExitCode.GOOD;
        }
      };
    }
  }

  /** The anchors that are given, with paths from the console's folder. */
  static List<String> anchors(Console console, List<String> given) {
    String named = console.environment().getOrDefault("ACTP_ANCHORS", "").strip();
    List<String> all = given.isEmpty() && !named.isEmpty() ? List.of(named.split("\\s+")) : given;
    List<String> resolved = new ArrayList<>();
    for (String anchor : all) {
      Matcher local = LOCAL.matcher(anchor);
      resolved.add(
          local.matches() ? local.group(1) + console.folder().resolve(local.group(2)) : anchor);
    }
    return resolved;
  }

  /** The desk of a data folder. */
  static LedgerDesk desk(Console console, @Nullable String data, List<String> anchors)
      throws Unusable {
    String kept = WhichServer.data(console, data);
    Path folder = console.folder().resolve(kept);
    return switch (LedgerDesk.open(folder, anchors)) {
      case LedgerDesk.Opened(LedgerDesk desk) -> desk;
      case LedgerDesk.Refused(String why) -> throw new Unusable(why);
    };
  }
}
