package dev.actp.compiler.suggest;

import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes of drafts. What they are about is known by its place, however the rest has changed. */
final class Edits {
  private Edits() {}

  static boolean isAt(Node node, Span place) {
    return node.span().start() == place.start() && node.span().end() == place.end();
  }

  /** A list in which the node at a place is another; without it for null. */
  static <N extends Node> List<N> changed(List<N> nodes, Span place, UnaryOperator<N> change) {
    return nodes.stream().map(each -> isAt(each, place) ? change.apply(each) : each).toList();
  }

  /** Changes the declaration at a place. */
  static UnaryOperator<Draft> declaration(Span place, UnaryOperator<Declaration> change) {
    return draft -> draft.with(changed(draft.file().declarations(), place, change));
  }

  /** Changes a capability. */
  static UnaryOperator<Draft> capability(
      Declaration.Capability at, UnaryOperator<Declaration.Capability> change) {
    return declaration(
        at.span(), found -> found instanceof Declaration.Capability c ? change.apply(c) : found);
  }

  /** Changes a clause of a capability. */
  static UnaryOperator<Draft> clause(
      Declaration.Capability at, Clause clause, UnaryOperator<Clause> change) {
    return capability(
        at, c -> with(c, c.actions(), c.resources(), changed(c.clauses(), clause.span(), change)));
  }

  /** Adds a clause at the end of a capability. */
  static UnaryOperator<Draft> addClause(Declaration.Capability at, Clause clause) {
    return capability(
        at,
        c -> {
          List<Clause> clauses = new ArrayList<>(c.clauses());
          clauses.add(clause);
          return with(c, c.actions(), c.resources(), clauses);
        });
  }

  /** Puts another pattern in the place of one of a capability. */
  static UnaryOperator<Draft> resource(
      Declaration.Capability at, Pattern pattern, Pattern instead) {
    return capability(
        at,
        c ->
            with(
                c,
                c.actions(),
                changed(c.resources(), pattern.span(), old -> instead),
                c.clauses()));
  }

  /** Takes a pattern away. */
  static UnaryOperator<Draft> withoutResource(Declaration.Capability at, Pattern pattern) {
    return capability(
        at,
        c ->
            with(
                c,
                c.actions(),
                c.resources().stream().filter(each -> !isAt(each, pattern.span())).toList(),
                c.clauses()));
  }

  /** Takes an action away; the capability keeps its name. */
  static UnaryOperator<Draft> withoutAction(Declaration.Capability at, Name action) {
    return capability(
        at,
        c ->
            with(
                c,
                c.actions().stream().filter(each -> !each.equals(action)).toList(),
                c.resources(),
                c.clauses()));
  }

  private static Declaration.Capability with(
      Declaration.Capability c, List<Name> actions, List<Pattern> resources, List<Clause> clauses) {
    Name alias = actions.getFirst().equals(c.name()) ? c.alias() : c.name();
    return new Declaration.Capability(
        c.documentation(), actions, alias, resources, clauses, c.span());
  }

  /** Changes the condition of a requirement at one place in it. */
  static UnaryOperator<Draft> condition(
      Declaration.Capability at, Clause.Require clause, Expression part, Expression instead) {
    return clause(
        at,
        clause,
        found ->
            found instanceof Clause.Require c
                ? new Clause.Require(
                    replaced(c.condition(), part.span(), instead), c.otherwise(), c.span())
                : found);
  }

  /** An expression in which the comparison at a place is another. */
  private static Expression replaced(Expression in, Span place, Expression instead) {
    return switch (in) {
      case Expression.And and ->
          new Expression.And(
              and.operands().stream().map(each -> replaced(each, place, instead)).toList(),
              and.span());
      case Expression.Or or ->
          new Expression.Or(
              or.operands().stream().map(each -> replaced(each, place, instead)).toList(),
              or.span());
      case Expression.Comparison comparison -> isAt(comparison, place) ? instead : in;
      case Expression other -> other;
    };
  }
}
