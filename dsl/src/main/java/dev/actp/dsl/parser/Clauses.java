package dev.actp.dsl.parser;

import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.parser.grammar.ActpParser.AfterClauseContext;
import dev.actp.dsl.parser.grammar.ActpParser.ApprovalClauseContext;
import dev.actp.dsl.parser.grammar.ActpParser.ApproversContext;
import dev.actp.dsl.parser.grammar.ActpParser.AttributeContext;
import dev.actp.dsl.parser.grammar.ActpParser.ClauseContext;
import dev.actp.dsl.parser.grammar.ActpParser.EachContext;
import dev.actp.dsl.parser.grammar.ActpParser.ExpressionContext;
import dev.actp.dsl.parser.grammar.ActpParser.KeyContext;
import dev.actp.dsl.parser.grammar.ActpParser.LimitClauseContext;
import dev.actp.dsl.parser.grammar.ActpParser.ListOrNameContext;
import dev.actp.dsl.parser.grammar.ActpParser.NotClauseContext;
import dev.actp.dsl.parser.grammar.ActpParser.PeriodContext;
import dev.actp.dsl.parser.grammar.ActpParser.RequireClauseContext;
import dev.actp.dsl.parser.grammar.ActpParser.RevealContext;
import dev.actp.dsl.syntax.Approvers;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Key;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Period;
import dev.actp.dsl.syntax.Reveal;
import dev.actp.dsl.syntax.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds clauses and what they share with declarations. */
final class Clauses {
  private final Leaves leaves;
  private final Literals literals;
  private final Expressions expressions;
  private final Reports reports;

  Clauses(Leaves leaves, Literals literals, Expressions expressions, Reports reports) {
    this.leaves = leaves;
    this.literals = literals;
    this.expressions = expressions;
    this.reports = reports;
  }

  List<Clause> clauses(List<ClauseContext> nodes) {
    return nodes.stream().map(this::clause).toList();
  }

  private Clause clause(ClauseContext node) {
    Span span = leaves.span(node);
    return switch (node) {
      case RequireClauseContext c -> require(c, span);
      case LimitClauseContext c -> limit(c, span);
      case ApprovalClauseContext c -> approval(c, span);
      case ActpParser.DuringClauseContext c ->
          new Clause.During(false, leaves.name(c.name()), span);
      case AfterClauseContext c -> after(c, span);
      case NotClauseContext c -> negated(c, span);
      case ActpParser.RevealClauseContext c -> new Clause.Reveals(reveal(c.reveal()), span);
      case ActpParser.UseClauseContext c -> new Clause.Use(leaves.name(c.name()), span);
      default -> throw new IllegalStateException("no such clause");
    };
  }

  private Clause require(RequireClauseContext node, Span span) {
    Expression condition = expressions.expression(node.expression());
    return new Clause.Require(condition, leaves.textOrNull(node.text()), span);
  }

  private Clause limit(LimitClauseContext node, Span span) {
    List<Key> each = each(node.each());
    if (node.sum() != null) {
      Expression maximum = literals.positive(node.amount());
      return new Clause.Budget(maximum, expressions.sum(node.sum()), period(node), each, span);
    }
    Count maximum = uses(node);
    return node.OPEN() == null
        ? new Clause.Limit(maximum, period(node), each, span)
        : new Clause.Open(maximum, leaves.name(node.name()), each, span);
  }

  /** How many uses; money and parts of a use are none. */
  private Count uses(LimitClauseContext node) {
    Span span = leaves.span(node.amount());
    if (literals.positive(node.amount()) instanceof Expression.IntLiteral whole) {
      return new Count(whole.value(), span);
    }
    String amount = SyntaxError.show(span.text());
    reports.unexpected(
        "a whole number of uses", span, "for a budget write what is summed: " + amount + " `of x`");
    return new Count(1, span);
  }

  private Period period(LimitClauseContext node) {
    return node.total() == null
        ? period(node.period())
        : new Period.Total(leaves.span(node.total()));
  }

  Period period(PeriodContext node) {
    Span span = leaves.span(node);
    if (node.CALENDAR() != null) {
      if (!node.unit().getText().equals("day")) {
        reports.unexpected("`day`", leaves.span(node.unit()), "only days follow the calendar");
      }
      return new Period.CalendarDay(leaves.text(node.text()), span);
    }
    return node.duration() == null
        ? new Period.Named(unit(node), span)
        : new Period.Sliding(leaves.length(node.duration()), span);
  }

  private Period.Unit unit(PeriodContext node) {
    List<Period.Unit> units = List.of(Period.Unit.values());
    return leaves.oneOf(units, Period.Unit::word, node.unit(), "a window such as `day` or `90s`");
  }

  List<Key> each(@Nullable EachContext node) {
    return node == null ? List.of() : node.key().stream().map(this::key).toList();
  }

  private Key key(KeyContext node) {
    Span span = leaves.span(node);
    Expression.Path path = expressions.path(node.path());
    for (Key.Kind kind : Key.Kind.values()) {
      if (kind.word().equals(node.getText())) {
        return new Key.Of(kind, span);
      }
    }
    if (path.root() == Expression.Root.SESSION && path.steps().size() == 1) {
      return new Key.SessionValue(path.steps().getFirst(), span);
    }
    String help =
        "write `agent`, `tenant`, `token`, `session`, `resource`, `session.NAME` or an attribute";
    return new Key.Attribute(attribute(path, span, "a key", help), span);
  }

  private Name attribute(AttributeContext node) {
    String help = "write an attribute's name, or `context.NAME`";
    return attribute(expressions.path(node.path()), leaves.span(node), "an attribute", help);
  }

  /** The attribute that a path of one step is: by bare name, or taken from the context. */
  private Name attribute(Expression.Path path, Span span, String expected, String help) {
    boolean rooted = path.root() == Expression.Root.BARE || path.root() == Expression.Root.CONTEXT;
    if (!rooted || path.steps().size() != 1) {
      reports.unexpected(expected, span, help);
      return new Name("attribute", span);
    }
    return path.steps().getFirst();
  }

  private Clause approval(ApprovalClauseContext node, Span span) {
    return new Clause.Approval(
        approvers(node.approvers()),
        expressionOrNull(node.expression()),
        leaves.lengthOrNull(node.duration()),
        span);
  }

  Approvers approvers(ApproversContext node) {
    Count count =
        node.count() == null ? new Count(1, leaves.span(node)) : leaves.positive(node.count());
    return new Approvers(count, leaves.text(node.text()), leaves.span(node));
  }

  @Nullable Expression expressionOrNull(@Nullable ExpressionContext node) {
    return node == null ? null : expressions.expression(node);
  }

  private Clause after(AfterClauseContext node, Span span) {
    return new Clause.After(
        leaves.name(node.name()),
        leaves.patternOrNull(node.pattern()),
        node.attribute().stream().map(this::attribute).toList(),
        leaves.lengthOrNull(node.duration()),
        span);
  }

  private Clause negated(NotClauseContext node, Span span) {
    if (node.DELEGABLE() != null) {
      return new Clause.NotDelegable(span);
    }
    Name name = leaves.name(node.name());
    return node.DURING() == null
        ? new Clause.NotAfter(
            name, leaves.patternOrNull(node.pattern()), leaves.lengthOrNull(node.duration()), span)
        : new Clause.During(true, name, span);
  }

  Reveal reveal(RevealContext node) {
    Span span = leaves.span(node);
    if (node.ONLY() != null) {
      return new Reveal.Only(listOrName(node.listOrName()), span);
    }
    if (node.ALL() != null) {
      return new Reveal.AllBut(listOrName(node.listOrName()), span);
    }
    return node.REDACTED() == null
        ? new Reveal.AtMost(leaves.positive(node.count()), span)
        : new Reveal.Redacted(span);
  }

  Expression listOrName(ListOrNameContext node) {
    if (node.list() != null) {
      return expressions.list(node.list());
    }
    Name name = leaves.name(node.identifier());
    return new Expression.Path(Expression.Root.BARE, List.of(name), leaves.span(node));
  }
}
