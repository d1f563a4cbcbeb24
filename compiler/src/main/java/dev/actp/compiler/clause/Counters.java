package dev.actp.compiler.clause;

import dev.actp.compiler.types.Environment;
import dev.actp.compiler.types.ExpressionChecker;
import dev.actp.compiler.types.Zones;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Key;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Period;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The counters behind limits, budgets and quotas. */
final class Counters {
  private Counters() {}

  /**
   * The counter of a clause of a capability; empty where it is in error, which has been reported.
   */
  static Optional<Counter> of(
      Counter.Kind kind, Period period, String measure, List<Key> each, RuleContext context) {
    return of(kind, context.holder(), period, measure, null, each, context);
  }

  /** The counter of {@code limit N open}. */
  static Optional<Counter> open(Name releasedBy, List<Key> each, RuleContext context) {
    Period always = new Period.Total(releasedBy.span());
    return of(Counter.Kind.OPEN, context.holder(), always, "", releasedBy.text(), each, context);
  }

  /** The counter of a quota. */
  static Optional<Counter> quota(
      String target, Period period, String measure, List<Key> each, RuleContext context) {
    return of(Counter.Kind.QUOTA, target, period, measure, null, each, context);
  }

  private static Optional<Counter> of(
      Counter.Kind kind,
      String scope,
      Period period,
      String measure,
      @Nullable String releasedBy,
      List<Key> each,
      RuleContext context) {
    Optional<List<Counter.Key>> keys = keys(each, context);
    Optional<Window> window = window(period, context);
    return window.flatMap(
        w -> keys.map(k -> new Counter(context.policy(), scope, kind, w, measure, releasedBy, k)));
  }

  private static Optional<Window> window(Period period, RuleContext context) {
    return switch (period) {
      case Period.Named named -> Optional.of(new Window.Sliding(named.unit().length()));
      case Period.Sliding sliding -> Optional.of(new Window.Sliding(sliding.length().toDuration()));
      case Period.CalendarDay day -> {
        String zone = day.zone().value();
        if (Zones.find(zone).isEmpty()) {
          context
              .report()
              .error(
                  Code.UNKNOWN_ZONE,
                  "there is no time zone `" + zone + "`",
                  day.zone().span(),
                  Zones.help(zone));
        }
        yield Zones.find(zone).map(z -> new Window.Calendar(Window.Unit.DAY, z));
      }
      case Period.Total ignored -> Optional.of(Window.Total.IN_TOTAL);
    };
  }

  private static Optional<List<Counter.Key>> keys(List<Key> each, RuleContext context) {
    if (each.isEmpty()) {
      return Optional.of(List.of(Counter.Key.Of.AGENT));
    }
    int errors = context.report().errors();
    List<Counter.Key> keys = new ArrayList<>();
    Set<Key> seen = new HashSet<>();
    for (Key key : each) {
      if (!seen.add(key)) {
        context.report().error(Code.DUPLICATE_NAME, "this key stands here twice", key.span());
      }
      keys.add(key(key, context));
    }
    return context.unlessErrors(errors, () -> List.copyOf(keys));
  }

  private static Counter.Key key(Key key, RuleContext context) {
    ExpressionChecker checker = context.expressions(Environment.Place.KEY);
    return switch (key) {
      case Key.Of of ->
          switch (of.kind()) {
            case AGENT -> Counter.Key.Of.AGENT;
            case TENANT -> Counter.Key.Of.TENANT;
            case TOKEN -> Counter.Key.Of.TOKEN;
            case SESSION -> Counter.Key.Of.SESSION;
            case RESOURCE -> Counter.Key.Of.RESOURCE;
          };
      case Key.SessionValue value -> {
        checker.expression(path(Expression.Root.SESSION, value.name()));
        yield new Counter.Key.SessionValue(value.name().text());
      }
      case Key.Attribute attribute -> {
        checker.expression(path(Expression.Root.CONTEXT, attribute.name()));
        yield new Counter.Key.Attribute(attribute.name().text());
      }
    };
  }

  /** A path of one name, at that name's place. */
  static Expression.Path path(Expression.Root root, Name name) {
    return new Expression.Path(root, List.of(name), name.span());
  }
}
