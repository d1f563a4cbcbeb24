package dev.actp.compiler.mutate;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Reveal;
import java.util.stream.Stream;

/** Clauses with one part changed. */
final class ClauseVariants {
  private ClauseVariants() {}

  static Stream<Variant<Clause>> of(Clause clause) {
    return switch (clause) {
      case Clause.Require c ->
          ExpressionVariants.of(c.condition())
              .map(v -> v.in(e -> new Clause.Require(e, c.otherwise(), c.span())));
      case Clause.Limit c -> limit(c);
      case Clause.Budget c -> budget(c);
      case Clause.Open c -> open(c);
      case Clause.Approval c -> approval(c);
      case Clause.During c -> Variant.of(c, new Clause.During(!c.negated(), c.window(), c.span()));
      case Clause.After c -> after(c);
      case Clause.NotAfter c -> notAfter(c);
      case Clause.Reveals c ->
          reveal(c.reveal()).map(v -> v.in(reveal -> new Clause.Reveals(reveal, c.span())));
      case Clause.NotDelegable c -> Stream.empty();
      case Clause.Use c -> Stream.empty();
    };
  }

  private static Stream<Variant<Clause>> limit(Clause.Limit c) {
    return Variant.all(
        Amounts.count(c.maximum())
            .map(v -> v.in(n -> new Clause.Limit(n, c.period(), c.each(), c.span()))),
        Amounts.period(c.period())
            .map(v -> v.in(p -> new Clause.Limit(c.maximum(), p, c.each(), c.span()))),
        Variant.dropping(c.each(), 0)
            .map(v -> v.in(each -> new Clause.Limit(c.maximum(), c.period(), each, c.span()))));
  }

  private static Stream<Variant<Clause>> budget(Clause.Budget c) {
    return Variant.all(
        Amounts.maximum(c.maximum())
            .map(v -> v.in(n -> new Clause.Budget(n, c.measure(), c.period(), c.each(), c.span()))),
        ExpressionVariants.of(c.measure())
            .map(v -> v.in(m -> new Clause.Budget(c.maximum(), m, c.period(), c.each(), c.span()))),
        Amounts.period(c.period())
            .map(
                v -> v.in(p -> new Clause.Budget(c.maximum(), c.measure(), p, c.each(), c.span()))),
        Variant.dropping(c.each(), 0)
            .map(
                v ->
                    v.in(
                        each ->
                            new Clause.Budget(
                                c.maximum(), c.measure(), c.period(), each, c.span()))));
  }

  private static Stream<Variant<Clause>> open(Clause.Open c) {
    return Variant.all(
        Amounts.count(c.maximum())
            .map(v -> v.in(n -> new Clause.Open(n, c.releasedBy(), c.each(), c.span()))),
        Variant.dropping(c.each(), 0)
            .map(v -> v.in(each -> new Clause.Open(c.maximum(), c.releasedBy(), each, c.span()))));
  }

  private static Stream<Variant<Clause>> approval(Clause.Approval c) {
    return Variant.all(
        Amounts.approvers(c.approvers())
            .map(v -> v.in(a -> new Clause.Approval(a, c.when(), c.expires(), c.span()))),
        ExpressionVariants.condition(c.when())
            .map(v -> v.in(e -> new Clause.Approval(c.approvers(), e, c.expires(), c.span()))),
        Amounts.length(c.expires())
            .map(v -> v.in(l -> new Clause.Approval(c.approvers(), c.when(), l, c.span()))));
  }

  private static Stream<Variant<Clause>> after(Clause.After c) {
    return Variant.all(
        PatternVariants.of(c.on())
            .map(v -> v.in(on -> new Clause.After(c.action(), on, c.with(), c.within(), c.span()))),
        Variant.dropping(c.with(), 0, Name::span)
            .map(
                v ->
                    v.in(with -> new Clause.After(c.action(), c.on(), with, c.within(), c.span()))),
        Amounts.length(c.within())
            .map(v -> v.in(l -> new Clause.After(c.action(), c.on(), c.with(), l, c.span()))),
        c.on() == null
            ? Stream.empty()
            : Variant.of(
                c.on(), new Clause.After(c.action(), null, c.with(), c.within(), c.span())));
  }

  private static Stream<Variant<Clause>> notAfter(Clause.NotAfter c) {
    return Variant.all(
        PatternVariants.of(c.on())
            .map(v -> v.in(on -> new Clause.NotAfter(c.action(), on, c.within(), c.span()))),
        Amounts.length(c.within())
            .map(v -> v.in(l -> new Clause.NotAfter(c.action(), c.on(), l, c.span()))),
        c.on() == null
            ? Stream.empty()
            : Variant.of(c.on(), new Clause.NotAfter(c.action(), null, c.within(), c.span())));
  }

  private static Stream<Variant<Reveal>> reveal(Reveal reveal) {
    return switch (reveal) {
      case Reveal.Only r -> names(r.names()).map(v -> v.in(n -> new Reveal.Only(n, r.span())));
      case Reveal.AllBut r -> names(r.names()).map(v -> v.in(n -> new Reveal.AllBut(n, r.span())));
      case Reveal.AtMost r ->
          Amounts.count(r.rows()).map(v -> v.in(n -> new Reveal.AtMost(n, r.span())));
      case Reveal.Redacted r -> Stream.empty();
    };
  }

  private static Stream<Variant<Expression>> names(Expression names) {
    return ExpressionVariants.of(names);
  }
}
