package dev.actp.compiler.notation;

import static dev.actp.compiler.notation.Trees.limit;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Key;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Period;
import dev.actp.dsl.syntax.Span;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constraints on how often. */
final class UseConstraints {
  private static final Pattern RATE =
      Pattern.compile("([1-9][0-9]{0,11}) *(?:/|per) *(minute|hour|day|week|month)");

  private UseConstraints() {}

  static Constraint per(Period.Unit unit) {
    return (given, parts) ->
        given.count().ifPresent(most -> parts.add(limit(most, Trees.per(unit))));
  }

  /** {@code "200/hour"}, {@code "100 per minute"}. */
  static void rate(Given given, Draft.Parts parts) {
    given
        .text()
        .ifPresent(
            text -> {
              Matcher rate = RATE.matcher(text.strip());
              if (!rate.matches()) {
                given.wrong("a rate such as `200/hour` or `100 per minute`");
                return;
              }
              Period.Unit unit = Period.Unit.valueOf(rate.group(2).toUpperCase(Locale.ROOT));
              parts.add(limit(Long.parseLong(rate.group(1)), Trees.per(unit)));
            });
  }

  static void maxQueries(Given given, Draft.Parts parts) {
    given
        .count()
        .ifPresent(
            most ->
                parts.add(
                    new Clause.Limit(
                        Count.of(most),
                        new Period.Total(Span.NONE),
                        List.of(new Key.Of(Key.Kind.TOKEN, Span.NONE)),
                        Span.NONE)));
  }

  /** What is opened by {@code create_ticket} is released by {@code close_ticket}. */
  static void maxOpen(Given given, Draft.Parts parts) {
    given
        .count()
        .ifPresent(
            most -> {
              String release = Verbs.with("close", parts.actions().getFirst());
              if (parts.actions().contains(release)) {
                given.wrong("an action of its own to release what was opened");
                return;
              }
              given.draft().openAction(release);
              parts.add(new Clause.Open(Count.of(most), Name.of(release), List.of(), Span.NONE));
              given.warn(
                  "`maxOpen` counts until `"
                      + release
                      + "` on the same resource is reported succeeded");
            });
  }
}
