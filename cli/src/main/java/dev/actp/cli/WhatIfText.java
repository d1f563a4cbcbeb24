package dev.actp.cli;

import dev.actp.compiler.handbook.Markdown;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.replay.Flip;
import dev.actp.runtime.replay.WhatIf;
import dev.actp.runtime.replay.WhatIfReport;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what other policies would have decided. */
record WhatIfText(Console console, WhatIfReport report) {
  /** How many groups people are shown; the document has all. */
  private static final int MOST = 50;

  void say(ReplayCommand.Format format) {
    switch (format) {
      case TABLE -> table().forEach(console::say);
      case JSON -> console.say(Documents.write(document()));
      case MARKDOWN -> markdown().forEach(console::say);
    }
  }

  private String summary() {
    return "%s: %d widened, %d narrowed, %d changed"
        .formatted(
            Words.count(report.decisions(), "recorded decision"),
            report.count(Flip.Way.WIDENED),
            report.count(Flip.Way.NARROWED),
            report.count(Flip.Way.CHANGED));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (report.estimated() > 0) {
      notes.add(
          report.estimated()
              + " of these are estimates: they rest on counters or histories that nobody kept"
              + " then");
    }
    for (WhatIf.Trial.Unknown why : WhatIf.Trial.Unknown.values()) {
      Long count = report.unknown().get(why);
      if (count != null) {
        notes.add(count + " cannot be judged: " + why(why));
      }
    }
    long hidden =
        report.more() + report.groups().stream().skip(MOST).mapToLong(g -> g.count()).sum();
    if (hidden > 0) {
      notes.add(hidden + " more, less frequent, are not shown");
    }
    return notes;
  }

  private static String why(WhatIf.Trial.Unknown why) {
    return switch (why) {
      case ERASED -> "values were erased";
      case REDACTED -> "they depend on redacted values";
      case OLDER -> "recorded by an older version";
      case BY_SERVICE -> "denied by the service, not by a policy";
    };
  }

  private List<WhatIfReport.Group> shown() {
    return report.groups().stream().limit(MOST).toList();
  }

  private List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(summary());
    notes().forEach(note -> lines.add("  " + note));
    for (WhatIfReport.Group group : shown()) {
      lines.add("");
      lines.add(
          "%s  %s  %s  %s"
              .formatted(
                  Words.count(group.count(), "time"),
                  way(group),
                  change(group),
                  word(group.code())));
      if (!group.policy().isEmpty()) {
        lines.add("  " + place(group) + ": " + group.clause());
      }
      lines.add(
          "  agent %s on %s, such as %s"
              .formatted(group.agent(), resource(group), group.example()));
    }
    return lines;
  }

  private List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("### What these policies would have decided");
    lines.add("");
    lines.add("**" + Markdown.text(summary()) + "**");
    notes().forEach(note -> lines.add("\n" + Markdown.text(note)));
    if (!report.groups().isEmpty()) {
      lines.add("");
      lines.add("| times | way | was, would be | because of | agent | resource | such as |");
      lines.add("| ---: | --- | --- | --- | --- | --- | --- |");
    }
    for (WhatIfReport.Group group : shown()) {
      String because =
          group.policy().isEmpty()
              ? Markdown.code(word(group.code()))
              : Markdown.text(place(group)) + ": " + Markdown.code(group.clause());
      lines.add(
          "| %d | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  group.count(),
                  way(group),
                  change(group),
                  cell(because),
                  cell(Markdown.code(group.agent())),
                  cell(Markdown.code(resource(group))),
                  group.example()));
    }
    return lines;
  }

  /** What would end a cell of a table. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }

  private static String place(WhatIfReport.Group group) {
    return group.capability().isEmpty()
        ? group.policy()
        : group.policy() + ", " + group.capability();
  }

  private static String resource(WhatIfReport.Group group) {
    return group.resource().isEmpty() ? "no resource" : group.resource();
  }

  private static String way(WhatIfReport.Group group) {
    return word(group.way()) + (group.estimated() > 0 ? " (estimate)" : "");
  }

  private static String change(WhatIfReport.Group group) {
    return word(group.was()) + " -> " + word(group.would());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private Value.Struct document() {
    List<Value.Struct> groups = report.groups().stream().map(WhatIfText::document).toList();
    List<Value.Struct> unknown =
        report.unknown().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                one ->
                    Documents.of(
                        "why", word(one.getKey()), "decisions", Value.Num.of(one.getValue())))
            .toList();
    return Documents.of(
        "decisions", Value.Num.of(report.decisions()),
        "untouched", Value.Num.of(report.untouched()),
        "widened", Value.Num.of(report.count(Flip.Way.WIDENED)),
        "narrowed", Value.Num.of(report.count(Flip.Way.NARROWED)),
        "changed", Value.Num.of(report.count(Flip.Way.CHANGED)),
        "estimated", Value.Num.of(report.estimated()),
        "unknown", unknown,
        "more", Value.Num.of(report.more()),
        "groups", groups);
  }

  private static Value.Struct document(WhatIfReport.Group group) {
    return Documents.of(
        "way", word(group.way()),
        "was", outcome(group.was()),
        "would_be", outcome(group.would()),
        "code", word(group.code()),
        "policy", group.policy(),
        "capability", group.capability(),
        "clause", group.clause(),
        "agent", group.agent(),
        "resource", group.resource(),
        "decisions", Value.Num.of(group.count()),
        "estimated", Value.Num.of(group.estimated()),
        "audit_id", group.example());
  }

  private static String outcome(Outcome outcome) {
    return word(outcome);
  }
}
