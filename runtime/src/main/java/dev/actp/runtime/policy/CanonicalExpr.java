package dev.actp.runtime.policy;

import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The canonical text of expressions and of what they are made of. */
final class CanonicalExpr {
  private final CanonicalText out;

  CanonicalExpr(CanonicalText out) {
    this.out = out;
  }

  void expr(Expr expr) {
    switch (expr) {
      case Expr.Literal(Value value) -> out.form("literal", () -> value(value));
      case Expr.ListOf(List<Expr> elements) -> out.each("list", elements, this::expr);
      case Expr.Attribute(String name, Type type) -> named("attribute", name, type);
      case Expr.SessionValue(String name, Type type) -> named("session", name, type);
      case Expr.AgentValue(String name, Type type) -> named("agent", name, type);
      case Expr.Context.CONTEXT -> out.form("context", () -> {});
      case Expr.Root root -> out.form("root", () -> out.word(root));
      case Expr.Variable(String name) -> out.form("variable", () -> out.text(name));
      case Expr.Member(Expr record, String name) -> out.form("member", () -> expr(record, name));
      case Expr.Present(Expr path) -> out.form("present", () -> expr(path));
      case Expr.Arithmetic(var operator, Expr left, Expr right, Type type) ->
          out.form("arithmetic", () -> pair(operator, left, right, type));
      case Expr.Comparison(var operator, Expr left, Expr right) ->
          out.form("comparison", () -> pair(operator, left, right));
      case Expr.In(Expr element, Expr collection) ->
          out.form("in", () -> pair(element, collection));
      case Expr.Within(Expr left, Expr right) -> out.form("within", () -> pair(left, right));
      case Expr.Matches(Expr text, Pattern glob) -> out.form("matches", () -> matches(text, glob));
      case Expr.Not(Expr operand) -> out.form("not", () -> expr(operand));
      case Expr.And(List<Expr> operands) -> out.each("and", operands, this::expr);
      case Expr.Or(List<Expr> operands) -> out.each("or", operands, this::expr);
      case Expr.Quantified quantified -> quantified(quantified);
      case Expr.Call(Expr.Function function, List<Expr> arguments) ->
          out.form("call", () -> call(function, arguments));
      case Expr.During(TimeWindow window) -> out.form("during", () -> timeWindow(window));
      case Expr.Used(Counter counter) -> out.form("used", () -> counter(counter));
      case Expr.Happened happened -> happened(happened);
      case Expr.Enforced.ENFORCED -> out.form("enforced", () -> {});
      case Expr.Delegated.DELEGATED -> out.form("delegated", () -> {});
    }
  }

  private void named(String form, String name, Type type) {
    out.form(
        form,
        () -> {
          out.text(name);
          type(type);
        });
  }

  private void expr(Expr record, String name) {
    expr(record);
    out.text(name);
  }

  private void pair(Object operator, Expr left, Expr right, Type type) {
    pair(operator, left, right);
    type(type);
  }

  private void pair(Object operator, Expr left, Expr right) {
    out.word(operator);
    pair(left, right);
  }

  private void pair(Expr left, Expr right) {
    expr(left);
    expr(right);
  }

  private void matches(Expr text, Pattern glob) {
    expr(text);
    pattern(glob);
  }

  private void quantified(Expr.Quantified quantified) {
    out.form(
        quantified.every() ? "every" : "some",
        () -> {
          out.text(quantified.variable());
          pair(quantified.collection(), quantified.body());
        });
  }

  private void call(Expr.Function function, List<Expr> arguments) {
    out.word(function);
    arguments.forEach(this::expr);
  }

  private void happened(Expr.Happened happened) {
    out.form(
        "happened",
        () -> {
          out.text(happened.action());
          out.maybe("on", happened.on(), this::pattern);
          out.each("with", happened.with(), out::text);
          out.maybe("within", happened.within(), out::word);
          out.word(happened.succeeded());
        });
  }

  void value(Value value) {
    switch (value) {
      case Value.Bool(boolean bool) -> out.word(bool);
      case Value.Num(var number) -> out.word(number.toPlainString());
      case Value.Text(String text) -> out.text(text);
      case Value.Money(var amount, String currency) ->
          out.form("money", () -> out.word(amount.toPlainString()).text(currency));
      case Value.Ip(String ip) -> out.form("ip", () -> out.text(ip));
      case Value.Timestamp(var instant) -> out.form("timestamp", () -> out.word(instant));
      case Value.Span(var duration) -> out.form("duration", () -> out.word(duration));
      case Value.Sequence(List<Value> elements) -> out.each("sequence", elements, this::value);
      case Value.Distinct(List<Value> elements) -> out.each("distinct", elements, this::value);
      case Value.Struct(var members) ->
          out.each(
              "struct",
              members.entrySet(),
              member -> {
                out.text(member.getKey());
                value(member.getValue());
              });
    }
  }

  void type(Type type) {
    switch (type) {
      case Type.Basic basic -> out.word(basic);
      case Type.ListOf(Type element) -> out.form("list-of", () -> type(element));
      case Type.SetOf(Type element) -> out.form("set-of", () -> type(element));
      case Type.RecordOf(var members) -> out.form("record-of", () -> members.forEach(this::member));
    }
  }

  void member(String name, Type.Member member) {
    out.form(
        member.optional() ? "optional" : "required",
        () -> {
          out.text(name);
          type(member.type());
        });
  }

  void patterns(String form, List<Pattern> patterns) {
    out.each(form, patterns, this::pattern);
  }

  void pattern(Pattern pattern) {
    out.each("pattern", pattern.parts(), this::part);
  }

  private void part(Pattern.Part part) {
    switch (part) {
      case Pattern.Part.Literal(String text) -> out.text(text);
      case Pattern.Part.SessionValue(String name) -> out.form("session", () -> out.text(name));
      case Pattern.Part.AgentValue(String name) -> out.form("agent", () -> out.text(name));
      case Pattern.Part.Wildcard wildcard -> out.word(wildcard);
    }
  }

  void counter(Counter counter) {
    out.form(
        "counter",
        () -> {
          out.text(counter.policy()).text(counter.scope()).word(counter.kind());
          window(counter.window());
          out.text(counter.measure());
          out.maybe("released-by", counter.releasedBy(), out::text);
          out.each("each", counter.keys(), this::key);
        });
  }

  private void window(Window window) {
    switch (window) {
      case Window.Sliding(var length) -> out.form("sliding", () -> out.word(length));
      case Window.Calendar(var unit, var zone) ->
          out.form("calendar", () -> out.word(unit).text(zone.getId()));
      case Window.Total.IN_TOTAL -> out.form("in-total", () -> {});
    }
  }

  private void key(Counter.Key key) {
    switch (key) {
      case Counter.Key.Of of -> out.word(of);
      case Counter.Key.SessionValue(String name) -> out.form("session", () -> out.text(name));
      case Counter.Key.Attribute(String name) -> out.form("attribute", () -> out.text(name));
    }
  }

  /** A window's name says nothing about when it is. */
  private void timeWindow(TimeWindow window) {
    out.text(window.zone().getId());
    out.each("items", window.items(), this::item);
  }

  private void item(TimeWindow.Item item) {
    switch (item) {
      case TimeWindow.Item.Weekly(var days, int from, int to) ->
          out.form(
              "weekly",
              () -> {
                SortedSet<java.time.DayOfWeek> ordered = new TreeSet<>(days);
                out.each("days", ordered, out::word).word(from).word(to);
              });
      case TimeWindow.Item.Dates(var from, var to) ->
          out.form("dates", () -> out.word(from).word(to));
    }
  }
}
