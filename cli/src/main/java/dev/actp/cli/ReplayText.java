package dev.actp.cli;

import dev.actp.runtime.replay.LedgerReplay;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Says what came of deciding again. */
final class ReplayText {
  /** How many differences are shown; the others are counted. */
  private static final int MOST = 100;

  private final Console console;
  private final ReplayCommand.Format format;
  private final List<Value.Struct> shown = new ArrayList<>();

  ReplayText(Console console, ReplayCommand.Format format) {
    this.console = console;
    this.format = format;
  }

  void difference(LedgerReplay.Difference difference) {
    if (shown.size() == MOST) {
      return;
    }
    String id = "aud_" + difference.decision().index();
    String engine = difference.decision().engine();
    shown.add(Documents.of("audit_id", id, "engine", engine, "differences", difference.what()));
    if (format != ReplayCommand.Format.JSON) {
      console.say(
          "%s  %s, decided by %s".formatted(console.outStyle().bad("different"), id, engine));
      difference.what().forEach(line -> console.say("  " + line));
    }
  }

  void summary(LedgerReplay.Summary summary) {
    if (format == ReplayCommand.Format.JSON) {
      console.say(
          Documents.write(
              Documents.of(
                  "decisions", Value.Num.of(summary.decisions()),
                  "same", Value.Num.of(summary.same()),
                  "same_though_erased", Value.Num.of(summary.sameThoughErased()),
                  "erased", Value.Num.of(summary.erased()),
                  "by_service", Value.Num.of(summary.byService()),
                  "older", Value.Num.of(summary.older()),
                  "different", Value.Num.of(summary.different()),
                  "differences", shown)));
      return;
    }
    long same = summary.same() + summary.sameThoughErased();
    console.say(
        "%s replayed: %d the same, %d different"
            .formatted(Words.count(summary.decisions(), "decision"), same, summary.different()));
    say(summary.sameThoughErased(), "of them the same by what erasing left");
    say(summary.erased(), "not decided again: values were erased");
    say(summary.byService(), "not decided again: denied by the service, not by a policy");
    say(summary.older(), "not decided again: recorded by an older version");
  }

  private void say(long count, String what) {
    if (count > 0) {
      console.say("  " + count + " " + what);
    }
  }
}
