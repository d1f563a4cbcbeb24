package dev.actp.compiler.handbook;

import dev.actp.compiler.clause.Clauses;
import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.compiler.handbook.Handbook.Grant;
import dev.actp.compiler.handbook.Handbook.Section;
import dev.actp.compiler.handbook.Handbook.Statement;
import dev.actp.compiler.handbook.Handbook.Summary;
import dev.actp.compiler.handbook.Handbook.Topic;
import dev.actp.compiler.prose.People;
import dev.actp.compiler.prose.Phrase;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Capabilities in a handbook. */
final class Grants {
  private Grants() {}

  static Grant of(LoweredCapability lowered) {
    Capability capability = lowered.meaning();
    Map<Topic, List<Statement>> byTopic = new EnumMap<>(Topic.class);
    for (LoweredClause clause : lowered.clauses()) {
      byTopic
          .computeIfAbsent(topic(clause.meaning().category()), none -> new ArrayList<>())
          .add(
              new Statement(Clauses.sentence(clause), List.of(), clause.meaning().source().text()));
    }
    List<Section> sections =
        byTopic.entrySet().stream()
            .map(entry -> new Section(entry.getKey(), List.copyOf(entry.getValue())))
            .toList();
    return new Grant(
        capability.name(),
        lowered.written().documentation(),
        sentence(capability),
        sections,
        summary(capability),
        place(capability.source()));
  }

  private static Phrase sentence(Capability capability) {
    return Phrase.of(
        "An agent whose token grants ",
        Phrase.code(capability.name()),
        " may do ",
        Phrase.codes(capability.actions(), "or"),
        " on ",
        People.resources(capability.resources()),
        capability.clauses().isEmpty() ? ", without further conditions." : ".");
  }

  private static String place(Source source) {
    return source.file() + ":" + source.line();
  }

  private static Summary summary(Capability capability) {
    return new Summary(
        capability.actions(),
        People.resources(capability.resources()),
        texts(capability, Clause.Category.LIMIT, "limit "),
        capability.clauses().stream()
            .map(Clause::ask)
            .filter(Objects::nonNull)
            .map(Grants::asked)
            .toList(),
        texts(capability, Clause.Category.WINDOW, ""));
  }

  private static String asked(Ask ask) {
    return (ask.quorum() == 1 ? "" : ask.quorum() + " of ")
        + ask.group()
        + (ask.when() == null ? "" : ", in some cases");
  }

  private static List<String> texts(Capability capability, Clause.Category of, String without) {
    return capability.clauses().stream()
        .filter(clause -> clause.category() == of)
        .map(clause -> clause.source().text())
        .map(text -> text.startsWith(without) ? text.substring(without.length()) : text)
        .toList();
  }

  private static Topic topic(Clause.Category category) {
    return switch (category) {
      case REQUIRE -> Topic.CONDITIONS;
      case LIMIT -> Topic.LIMITS;
      case APPROVAL -> Topic.APPROVALS;
      case WINDOW -> Topic.HOURS;
      case HISTORY -> Topic.HISTORY;
      case OBLIGATION -> Topic.ANSWER;
      case DELEGATION -> Topic.DELEGATION;
    };
  }
}
