package dev.actp.dsl.format;

import dev.actp.dsl.syntax.ActionTarget;
import dev.actp.dsl.syntax.Approvers;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.Import;
import dev.actp.dsl.syntax.Key;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Period;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Reveal;
import dev.actp.dsl.syntax.Scope;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import dev.actp.dsl.syntax.Type;
import dev.actp.dsl.syntax.WindowItem;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Random policies: every kind of node, names that need quotes, texts that need escapes. */
final class RandomSyntax {
  private static final Span AT = Span.NONE;

  private final Dice dice;
  private final RandomExpressions expressions;

  RandomSyntax(long seed) {
    this.dice = new Dice(seed);
    this.expressions = new RandomExpressions(dice);
  }

  RandomSyntax(Dice dice, RandomExpressions expressions) {
    this.dice = dice;
    this.expressions = expressions;
  }

  PolicyFile policy() {
    PolicyFile.Kind kind = dice.pick(PolicyFile.Kind.values());
    Text version = kind == PolicyFile.Kind.LIBRARY ? null : dice.text();
    return new PolicyFile(
        documentation(),
        kind,
        dice.name(),
        version,
        dice.list(0, 2, () -> new Import(documentation(), dice.text(), AT)),
        dice.list(0, 8, this::declaration),
        AT);
  }

  List<String> documentation() {
    return dice.chance(4)
        ? dice.list(
            1,
            3,
            () -> dice.pick("", "What it is for.", "  indented", "// x", "a\u00a0b\ue000\u200d"))
        : List.of();
  }

  private Declaration declaration() {
    List<String> doc = documentation();
    return switch (dice.below(17)) {
      case 0 -> new Declaration.Session(doc, field(2), AT);
      case 1 -> new Declaration.Agent(doc, field(2), AT);
      case 2 ->
          new Declaration.Action(
              doc, dice.name(), dice.list(0, 4, () -> field(2)), dice.chance(3), AT);
      case 3 ->
          new Declaration.Window(
              doc, dice.name(), dice.list(1, 4, this::windowItem), dice.text(), AT);
      case 4 -> new Declaration.NamedList(doc, dice.name(), expressions.literals(), AT);
      case 5 -> new Declaration.ClauseSet(doc, dice.name(), clauses(), AT);
      case 6, 7, 8 -> capability(doc);
      case 9 -> new Declaration.Forbid(doc, scope(1), maybe(expressions::expression), AT);
      case 10 ->
          new Declaration.RequiredApproval(
              doc, approvers(), scope(1), maybe(expressions::expression), maybe(dice::length), AT);
      case 11 -> quota(doc);
      case 12 -> new Declaration.Breaker(doc, dice.count(), dice.length(), dice.length(), AT);
      case 13 -> new Declaration.Decoy(doc, patterns(1), AT);
      default -> setting(doc);
    };
  }

  private Declaration setting(List<String> doc) {
    return switch (dice.below(5)) {
      case 0 -> new Declaration.Delegation(doc, Count.of(dice.below(4)), dice.chance(2), AT);
      case 1 -> new Declaration.TokenLifetime(doc, dice.length(), AT);
      case 2 -> audit(doc, dice.below(3));
      case 3 -> new Declaration.Monitor(doc, date(), AT);
      default -> new Declaration.Explain(doc, dice.pick(Declaration.Explain.Level.values()), AT);
    };
  }

  private Declaration audit(List<String> doc, int form) {
    Length retain = form == 0 ? null : dice.length();
    return new Declaration.Audit(doc, retain, form == 1 ? null : listOrName(), AT);
  }

  private Declaration capability(List<String> doc) {
    return new Declaration.Capability(
        doc, dice.list(1, 3, dice::name), maybe(dice::name), patterns(1), clauses(), AT);
  }

  private Declaration quota(List<String> doc) {
    Expression measure = maybe(expressions::sum);
    Expression maximum =
        measure == null ? new Expression.IntLiteral(1 + dice.below(99), AT) : expressions.amount();
    return new Declaration.Quota(
        doc, maximum, measure, period(false), maybe(() -> scope(1)), keys(), AT);
  }

  Scope scope(int leastPatterns) {
    ActionTarget target =
        dice.chance(2)
            ? new ActionTarget.Named(dice.name(), AT)
            : new ActionTarget.Any(maybe(expressions::pattern), AT);
    return new Scope(target, patterns(leastPatterns), AT);
  }

  List<Pattern> patterns(int least) {
    return dice.list(least, 3, expressions::pattern);
  }

  Approvers approvers() {
    return new Approvers(dice.count(), dice.text(), AT);
  }

  private Field field(int depth) {
    return new Field(dice.name(), type(depth), dice.chance(3), AT);
  }

  private Type type(int depth) {
    return switch (dice.below(depth > 0 ? 5 : 2)) {
      case 2 -> new Type.ListOf(type(depth - 1), AT);
      case 3 -> new Type.SetOf(type(depth - 1), AT);
      case 4 -> new Type.RecordOf(dice.list(1, 3, () -> field(depth - 1)), AT);
      default -> new Type.Named(Name.of(dice.pick("string", "decimal", "list", "window")), AT);
    };
  }

  private WindowItem windowItem() {
    int from = dice.below(24 * 60);
    WindowItem.ClockRange hours = new WindowItem.ClockRange(from, from == 0 ? 1440 : from - 1);
    LocalDate date = date();
    return switch (dice.below(3)) {
      case 0 ->
          new WindowItem.Weekdays(
              dice.pick(DayOfWeek.values()), dice.pick(DayOfWeek.values()), hours, AT);
      case 1 -> new WindowItem.Daily(hours, AT);
      default -> new WindowItem.Dates(date, date.plusDays(dice.below(3)), AT);
    };
  }

  private LocalDate date() {
    return LocalDate.of(2026, 1, 1).plusDays(dice.below(1000));
  }

  List<Clause> clauses() {
    return dice.list(0, 4, this::clause);
  }

  Clause clause() {
    return switch (dice.below(13)) {
      case 0, 1, 2 -> new Clause.Require(expressions.expression(), maybe(dice::text), AT);
      case 3 -> new Clause.Limit(dice.count(), period(true), keys(), AT);
      case 4 ->
          new Clause.Budget(expressions.amount(), expressions.sum(), period(true), keys(), AT);
      case 5 -> new Clause.Open(dice.count(), dice.name(), keys(), AT);
      case 6 ->
          new Clause.Approval(approvers(), maybe(expressions::expression), maybe(dice::length), AT);
      case 7 -> new Clause.During(dice.chance(2), dice.name(), AT);
      case 8 ->
          new Clause.After(
              dice.name(),
              maybe(expressions::pattern),
              dice.list(0, 2, dice::name),
              maybe(dice::length),
              AT);
      case 9 ->
          new Clause.NotAfter(dice.name(), maybe(expressions::pattern), maybe(dice::length), AT);
      case 10 -> new Clause.Reveals(reveal(), AT);
      case 11 -> new Clause.NotDelegable(AT);
      default -> new Clause.Use(dice.name(), AT);
    };
  }

  private Period period(boolean total) {
    return switch (dice.below(total ? 4 : 3)) {
      case 0 -> new Period.Named(dice.pick(Period.Unit.values()), AT);
      case 1 -> new Period.Sliding(dice.length(), AT);
      case 2 -> new Period.CalendarDay(dice.text(), AT);
      default -> new Period.Total(AT);
    };
  }

  private List<Key> keys() {
    return dice.list(0, 2, this::key);
  }

  private Key key() {
    return switch (dice.below(3)) {
      case 0 -> new Key.Of(dice.pick(Key.Kind.values()), AT);
      case 1 -> new Key.SessionValue(dice.name(), AT);
      default -> new Key.Attribute(dice.name(), AT);
    };
  }

  Reveal reveal() {
    return switch (dice.below(4)) {
      case 0 -> new Reveal.Only(listOrName(), AT);
      case 1 -> new Reveal.AllBut(listOrName(), AT);
      case 2 -> new Reveal.AtMost(dice.count(), AT);
      default -> new Reveal.Redacted(AT);
    };
  }

  private Expression listOrName() {
    return dice.chance(2) ? expressions.literals() : expressions.bare();
  }

  <T> @Nullable T maybe(Supplier<T> supplier) {
    List<T> drawn = new ArrayList<>();
    if (dice.chance(2)) {
      drawn.add(supplier.get());
    }
    return drawn.isEmpty() ? null : drawn.getFirst();
  }
}
