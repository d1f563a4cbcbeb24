package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Characters;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Key;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Pattern.Part;
import dev.actp.dsl.syntax.Words;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How the smallest parts are written. */
final class Spelling {
  private static final Set<String> KEY_WORDS =
      Arrays.stream(Key.Kind.values()).map(Key.Kind::word).collect(Collectors.toUnmodifiableSet());

  private Spelling() {}

  /** A string literal. */
  static String quoted(String text) {
    return "\"" + escaped(text, "\"\\", "") + "\"";
  }

  /** The text with a backslash before some characters, and invisible and other ones by number. */
  private static String escaped(String text, String special, String numbered) {
    StringBuilder written = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (special.indexOf(c) >= 0) {
                written.append('\\').appendCodePoint(c);
              } else if (Characters.isInvisible(c) || numbered.indexOf(c) >= 0) {
                written.append(Characters.escape(c));
              } else {
                written.appendCodePoint(c);
              }
            });
    return written.toString();
  }

  /** A name, quoted where it has to be. */
  static String name(Name name) {
    return Words.isBare(name.text()) ? name.text() : quoted(name.text());
  }

  /** The key of a record value, where every word may stand. */
  static String key(Name name) {
    return Words.isIdentifier(name.text()) ? name.text() : quoted(name.text());
  }

  static String pattern(Pattern pattern) {
    StringBuilder written = new StringBuilder("\"");
    for (Part part : pattern.parts()) {
      written.append(
          switch (part) {
            case Part.Literal literal -> escaped(literal.text(), "\"\\*{", "}");
            case Part.SessionValue value -> "{session." + value.name() + "}";
            case Part.AgentValue value -> "{agent." + value.name() + "}";
            case Part.Wildcard wildcard -> wildcard == Part.Wildcard.STAR ? "*" : "**";
          });
    }
    return written.append('"').toString();
  }

  static String timestamp(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
  }

  static String path(Expression.Path path) {
    List<Name> steps = path.steps();
    if (path.root() == Expression.Root.BARE) {
      // of a root's name it is a list or a table's variable, which stand where no root can
      Name first = steps.getFirst();
      String start = Words.isBare(first.text()) ? first.text() : attribute(first);
      return start + members(steps.subList(1, steps.size()));
    }
    return path.root().name().toLowerCase(Locale.ROOT) + members(steps);
  }

  static String members(List<Name> steps) {
    StringBuilder written = new StringBuilder();
    for (Name step : steps) {
      boolean bare = Words.isIdentifier(step.text());
      written.append(bare ? "." + step.text() : "[" + quoted(step.text()) + "]");
    }
    return written.toString();
  }

  /** An attribute: by bare name where that means it, else taken from the context. */
  static String attribute(Name name) {
    return Words.isBareAttribute(name.text()) ? name.text() : "context" + members(List.of(name));
  }

  static String key(Key key) {
    return switch (key) {
      case Key.Of of -> of.kind().word();
      case Key.SessionValue value -> "session" + members(List.of(value.name()));
      case Key.Attribute attribute ->
          KEY_WORDS.contains(attribute.name().text())
              ? "context." + attribute.name()
              : attribute(attribute.name());
    };
  }
}
