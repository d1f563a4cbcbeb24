package dev.actp.dsl.parser;

import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.parser.grammar.ActpParser.AllowContext;
import dev.actp.dsl.parser.grammar.ActpParser.CauseContext;
import dev.actp.dsl.parser.grammar.ActpParser.CellContext;
import dev.actp.dsl.parser.grammar.ActpParser.MemberContext;
import dev.actp.dsl.parser.grammar.ActpParser.NeedsApprovalContext;
import dev.actp.dsl.parser.grammar.ActpParser.OutcomeContext;
import dev.actp.dsl.parser.grammar.ActpParser.RecordContext;
import dev.actp.dsl.parser.grammar.ActpParser.ValueContext;
import dev.actp.dsl.syntax.Cause;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Outcome;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds expected outcomes, and the values that tests give. */
final class Outcomes {
  private static final List<Cause.Kind> KINDS = List.of(Cause.Kind.values());

  private final Leaves leaves;
  private final Literals literals;
  private final Expressions expressions;
  private final Clauses clauses;

  Outcomes(TreeBuilder builder) {
    this.leaves = builder.leaves;
    this.literals = builder.literals;
    this.expressions = builder.expressions;
    this.clauses = builder.clauses;
  }

  Outcome outcome(OutcomeContext node) {
    Span span = leaves.span(node);
    return switch (node) {
      case AllowContext allow -> allow(allow, span);
      case NeedsApprovalContext needs -> needsApproval(needs, span);
      case ActpParser.DenyContext deny -> new Outcome.Deny(cause(deny.cause()), span);
      case ActpParser.OutcomeVariableContext variable ->
          new Outcome.Variable(leaves.name(variable.identifier()), span);
      default -> throw new IllegalStateException("no such outcome");
    };
  }

  private Outcome allow(AllowContext node, Span span) {
    return node.WOULD() == null
        ? new Outcome.Allow(node.reveal().stream().map(clauses::reveal).toList(), span)
        : new Outcome.WouldDeny(cause(node.cause()), span);
  }

  private Outcome needsApproval(NeedsApprovalContext node, Span span) {
    boolean anybody = node.approvers() == null;
    return new Outcome.NeedsApproval(anybody ? null : clauses.approvers(node.approvers()), span);
  }

  private @Nullable Cause cause(@Nullable CauseContext node) {
    if (node == null) {
      return null;
    }
    Span span = leaves.span(node);
    return node.text() == null
        ? new Cause.By(leaves.oneOf(KINDS, Cause.Kind::word, node.causeKind(), "a cause"), span)
        : new Cause.Because(leaves.text(node.text()), span);
  }

  List<Table.Cell> cells(List<CellContext> nodes) {
    return nodes.stream().map(this::cell).toList();
  }

  private Table.Cell cell(CellContext node) {
    Span span = leaves.span(node);
    return node.outcome() == null
        ? new Table.Cell.Value(value(node.value()), span)
        : new Table.Cell.Expected(outcome(node.outcome()), span);
  }

  Expression value(ValueContext node) {
    Span span = leaves.span(node);
    if (node.literal() != null) {
      return literals.literal(node.literal());
    }
    if (node.record() != null) {
      return record(node.record());
    }
    if (node.identifier() != null) {
      Name name = leaves.name(node.identifier());
      return new Expression.Path(Expression.Root.BARE, List.of(name), span);
    }
    expressions.checkSize(node.value().size(), span);
    return new Expression.ListLiteral(node.value().stream().map(this::value).toList(), span);
  }

  Expression.RecordLiteral record(RecordContext node) {
    return new Expression.RecordLiteral(
        node.member().stream().map(this::member).toList(), leaves.span(node));
  }

  private Expression.RecordLiteral.Member member(MemberContext node) {
    Name key =
        node.name() == null
            ? new Name(node.reserved().getText(), leaves.span(node.reserved()))
            : leaves.name(node.name());
    return new Expression.RecordLiteral.Member(key, value(node.value()), leaves.span(node));
  }
}
