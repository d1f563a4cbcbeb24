package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Digits that are no literal, and what was probably meant. */
final class BadLiteral {
  private static final int SHOWN = 40;

  /** A shape of text and the help for it; the first that fits the whole text speaks. */
  private record Shape(Pattern pattern, Function<MatchResult, String> help) {
    static Shape of(String regex, Function<MatchResult, String> help) {
      return new Shape(Pattern.compile(regex), help);
    }

    Optional<String> explain(String text) {
      Matcher matcher = pattern.matcher(text);
      return matcher.matches() ? Optional.of(help.apply(matcher)) : Optional.empty();
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of("(\\d+)(?:sec|secs|second|seconds)", m -> "write `" + m.group(1) + "s`"),
          Shape.of("(\\d+)(?:min|mins|minute|minutes)", m -> "write `" + m.group(1) + "m`"),
          Shape.of("(\\d+)(?:hr|hrs|hour|hours)", m -> "write `" + m.group(1) + "h`"),
          Shape.of("(\\d+)(?:day|days)", m -> "write `" + m.group(1) + "d`"),
          Shape.of("(\\d+)(?:week|weeks)", m -> "write `" + m.group(1) + "w`"),
          Shape.of("\\d+(?:ms|us|ns)", m -> "the shortest unit is the second, as in `1s`"),
          Shape.of("\\d+(?:mo|M|month|months|y|yr|year|years)", m -> "write days, as in `30d`"),
          Shape.of("(?:\\d{1,6}[smhdw]){2,}", m -> "write one unit: `" + oneUnit(m.group()) + "`"),
          Shape.of(
              "(\\d+(?:\\.\\d+)?)([A-Z]{3})", m -> "write `" + m.group(1) + " " + m.group(2) + "`"),
          Shape.of(
              "\\d{1,20}(?:\\.\\d{1,20})?[eE]\\d{1,2}", m -> "write `" + plain(m.group()) + "`"),
          Shape.of("\\d+(?:\\.\\d+)?[eE]\\d+", m -> "write the number out"),
          Shape.of("(\\d{4})-(\\d{1,2})-(\\d{1,2})", m -> "write `" + date(m) + "`"),
          Shape.of(
              "\\d+-\\d+-\\d+[Tt].*",
              m -> "write `2026-01-20T09:00:00Z`, with seconds and an offset"),
          Shape.of("(\\d{1,2}):(\\d\\d)-(\\d{1,2}):(\\d\\d)", m -> "write `" + clocks(m) + "`"),
          Shape.of("\\d{1,2}:\\d\\d.*", m -> "clock times stand in ranges, as in `09:00-17:00`"),
          Shape.of(
              "\\d+(?:\\.\\d+){3}", m -> "write an address in quotes: `\"" + m.group() + "\"`"),
          Shape.of("[\\d_]+", m -> "write `" + m.group().replace("_", "") + "`"),
          Shape.of("(\\w+)\\.\\.(\\w+)", m -> "write two comparisons, as in `x >= 1 and x <= 5`"),
          Shape.of("(\\w+)-(\\w+)", m -> "write `" + m.group(1) + " - " + m.group(2) + "`"));

  private BadLiteral() {}

  static Diagnostic explain(String text, Span span) {
    String shown = "`" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text) + "`";
    if (text.indexOf(',') >= 0) {
      return Diagnostic.error(Code.DIGIT_GROUPS, shown + " groups its digits", span)
          .withHelp(ungrouped(text));
    }
    Matcher padded = Pattern.compile("0+(\\d+(?:\\.\\d+|[smhdw])?)").matcher(text);
    if (padded.matches()) {
      return Diagnostic.error(Code.LEADING_ZERO, shown + " starts with a zero", span)
          .withHelp(shorten("write `" + padded.group(1) + "`"));
    }
    String help =
        help(text).orElse("a literal is a number, or one with a unit such as `5m` or `5 USD`");
    return Diagnostic.error(Code.RUN_ON_LITERAL, shown + " is no literal", span)
        .withHelp(shorten(help));
  }

  /** Only for short ones: nobody mistypes a long one, and some shapes backtrack. */
  private static Optional<String> help(String text) {
    if (text.length() > SHOWN) {
      return Optional.empty();
    }
    return SHAPES.stream().map(shape -> shape.explain(text)).flatMap(Optional::stream).findFirst();
  }

  private static String ungrouped(String text) {
    String spaced = "in a list, put a blank behind each comma";
    return text.matches("[1-9]\\d{0,2}(,\\d{3}){1,5}")
        ? "write `" + text.replace(",", "") + "`; " + spaced
        : spaced;
  }

  private static String shorten(String help) {
    return help.length() > 2 * SHOWN ? "write a shorter number" : help;
  }

  private static String plain(String text) {
    return new BigDecimal(text).toPlainString();
  }

  private static String date(MatchResult m) {
    return "%s-%02d-%02d"
        .formatted(m.group(1), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
  }

  private static String clocks(MatchResult m) {
    int from = Integer.parseInt(m.group(1));
    int to = Integer.parseInt(m.group(3));
    return "%02d:%s-%02d:%s".formatted(from, m.group(2), to, m.group(4));
  }

  /** {@code 1h30m} as {@code 90m}. */
  private static String oneUnit(String text) {
    long seconds = 0;
    char finest = 'w';
    Matcher part = Pattern.compile("(\\d+)([smhdw])").matcher(text);
    while (part.find()) {
      char unit = part.group(2).charAt(0);
      seconds += Long.parseLong(part.group(1)) * seconds(unit);
      finest = seconds(unit) < seconds(finest) ? unit : finest;
    }
    return seconds / seconds(finest) + "" + finest;
  }

  private static long seconds(char unit) {
    return switch (unit) {
      case 's' -> 1;
      case 'm' -> 60;
      case 'h' -> 3_600;
      case 'd' -> 86_400;
      default -> 604_800;
    };
  }
}
