package dev.actp.compiler.testing;

import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Values in tests, in the form in which requests carry them: money as an object of amount and
 * currency, points and lengths of time as text.
 */
record TestValues(Cells cells, Report report) {

  /** The value; empty, and reported, where the expression is none. */
  Optional<Value> of(Expression expression) {
    return switch (expression) {
      case Expression.BoolLiteral bool -> Optional.of(Value.Bool.of(bool.value()));
      case Expression.IntLiteral number -> Optional.of(Value.Num.of(number.value()));
      case Expression.DecimalLiteral number -> Optional.of(new Value.Num(number.value()));
      case Expression.MoneyLiteral money -> Optional.of(money(money.amount(), money.currency()));
      case Expression.TextLiteral text -> Optional.of(new Value.Text(text.value()));
      case Expression.DurationLiteral length ->
          Optional.of(new Value.Text(length.value().toString()));
      case Expression.TimestampLiteral time ->
          Optional.of(new Value.Text(time.value().toInstant().toString()));
      case Expression.ListLiteral list -> list(list);
      case Expression.RecordLiteral record -> struct(record).map(each -> each);
      case Expression.Path path -> variable(path);
      case Expression.Select select -> none(select.span());
      case Expression.Call call -> none(call.span());
      case Expression.Arithmetic sum -> none(sum.span());
      case Expression.Comparison comparison -> none(comparison.span());
      case Expression.Matches matches -> none(matches.span());
      case Expression.Not not -> none(not.span());
      case Expression.And and -> none(and.span());
      case Expression.Or or -> none(or.span());
      case Expression.Quantified all -> none(all.span());
    };
  }

  private static Value money(BigDecimal amount, String currency) {
    SortedMap<String, Value> members = new TreeMap<>();
    members.put("amount", new Value.Text(amount.toPlainString()));
    members.put("currency", new Value.Text(currency));
    return new Value.Struct(members);
  }

  private Optional<Value> list(Expression.ListLiteral list) {
    List<Value> elements = new ArrayList<>();
    for (Expression element : list.elements()) {
      of(element).ifPresent(elements::add);
    }
    return elements.size() == list.elements().size()
        ? Optional.of(new Value.Sequence(elements))
        : Optional.empty();
  }

  /** The members of a record; empty, and reported, where one is no value or is there twice. */
  Optional<Value.Struct> struct(Expression.RecordLiteral record) {
    SortedMap<String, Value> members = new TreeMap<>();
    Map<String, Name> seen = new TreeMap<>();
    for (Expression.RecordLiteral.Member member : record.members()) {
      if (seen.putIfAbsent(member.key().text(), member.key()) != null) {
        report.error(
            Code.TEST_DUPLICATE,
            "`" + member.key().text() + "` is given twice",
            member.key().span());
      }
      of(member.value()).ifPresent(value -> members.put(member.key().text(), value));
    }
    return members.size() == record.members().size()
        ? Optional.of(new Value.Struct(members))
        : Optional.empty();
  }

  /**
   * A text, or the text that a variable stands for; empty, and reported, where it is another value.
   */
  Optional<String> text(Expression expression) {
    Optional<Value> value = of(expression);
    if (value.isPresent() && !(value.get() instanceof Value.Text)) {
      report.error(
          Code.TEST_NOT_A_VALUE,
          "a resource is a string",
          expression.span(),
          "write it in quotes, or give the table a column of strings");
    }
    return value.filter(Value.Text.class::isInstance).map(text -> ((Value.Text) text).value());
  }

  private Optional<Value> variable(Expression.Path path) {
    if (path.root() != Expression.Root.BARE || path.steps().size() != 1) {
      return none(path.span());
    }
    String name = path.steps().getFirst().text();
    return cells
        .value(name, path.span(), report)
        .flatMap(value -> new TestValues(Cells.NONE, report).of(value));
  }

  private Optional<Value> none(Span span) {
    report.error(
        Code.TEST_NOT_A_VALUE,
        "a test gives values, and this has to be computed",
        span,
        "write the value itself, or the name of a table's variable");
    return Optional.empty();
  }
}
