package dev.actp.compiler.suggest;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.ledger.RecordedDecision;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.Pattern.Part;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each part of a pattern stands for in a name. For one match, and one thread. */
final class Captures {
  /** How many steps a match may take; more than any but a contrived pattern needs. */
  private static final int MOST = 20_000;

  private final List<Part> parts;
  private final String name;
  private final Played use;
  private final String[] taken;
  private int steps;

  private Captures(Pattern pattern, Played use) {
    this.parts = pattern.parts();
    this.name = use.use().record().request().resource();
    this.use = use;
    this.taken = new String[parts.size()];
  }

  /** One text a part; nothing where the pattern does not match, or it takes too long to tell. */
  static Optional<List<String>> of(Pattern pattern, Played use) {
    Captures captures = new Captures(pattern, use);
    return captures.match(0, 0) ? Optional.of(List.of(captures.taken)) : Optional.empty();
  }

  private boolean match(int part, int at) {
    if (part == parts.size()) {
      return at == name.length();
    }
    if (++steps > MOST) {
      return false;
    }
    return switch (parts.get(part)) {
      case Part.Literal(String text) -> take(part, at, text);
      case Part.SessionValue(String value) -> filled(part, at, use.session().get(value));
      case Part.AgentValue(String value) -> filled(part, at, agent(value));
      case Part.Wildcard wildcard ->
          switch (wildcard) {
            case STAR -> wild(part, at, 1, segmentEnd(at));
            case REST -> wild(part, at, 1, name.length());
            case ANY -> wild(part, at, 0, name.length());
          };
    };
  }

  private @Nullable Value agent(String value) {
    RecordedDecision record = use.use().record();
    String id = record.token().leaf().agent();
    Reading.Agent known =
        !record.erased()
                && record.facts().find(new FactKey.AgentStanding(id)).orElse(null)
                    instanceof Reading.Agent agent
            ? agent
            : null;
    return switch (value) {
      case "id" -> new Value.Text(id);
      case "name" -> known == null ? null : new Value.Text(known.name());
      default -> known == null ? null : known.values().members().get(value);
    };
  }

  private int segmentEnd(int at) {
    int slash = name.indexOf('/', at);
    return slash < 0 ? name.length() : slash;
  }

  private boolean take(int part, int at, String text) {
    taken[part] = text;
    return name.startsWith(text, at) && match(part + 1, at + text.length());
  }

  /** A placeholder; one whose value is not known stands for what it could. */
  private boolean filled(int part, int at, @Nullable Value value) {
    List<String> texts = new ArrayList<>();
    switch (value) {
      case Value.Text text -> texts.add(text.value());
      case Value.Num number -> texts.add(number.value().toPlainString());
      case Value.Distinct set -> set.elements().forEach(each -> add(each, texts));
      case Value.Sequence list -> list.elements().forEach(each -> add(each, texts));
      case null -> {
        return wild(part, at, 1, segmentEnd(at));
      }
      case Value other -> {
        return false;
      }
    }
    return texts.stream().anyMatch(text -> take(part, at, text));
  }

  private static void add(Value element, List<String> texts) {
    if (element instanceof Value.Text(String text)) {
      texts.add(text);
    }
  }

  private boolean wild(int part, int at, int least, int end) {
    for (int length = least; at + length <= end; length++) {
      if (match(part + 1, at + length)) {
        taken[part] = name.substring(at, at + length);
        return true;
      }
    }
    return false;
  }
}
