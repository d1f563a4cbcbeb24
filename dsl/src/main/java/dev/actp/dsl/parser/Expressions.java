package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.parser.grammar.ActpParser.CallContext;
import dev.actp.dsl.parser.grammar.ActpParser.ComparatorContext;
import dev.actp.dsl.parser.grammar.ActpParser.ExpressionContext;
import dev.actp.dsl.parser.grammar.ActpParser.ListContext;
import dev.actp.dsl.parser.grammar.ActpParser.OperandContext;
import dev.actp.dsl.parser.grammar.ActpParser.PathContext;
import dev.actp.dsl.parser.grammar.ActpParser.PrimaryContext;
import dev.actp.dsl.parser.grammar.ActpParser.ProductContext;
import dev.actp.dsl.parser.grammar.ActpParser.QuantifierContext;
import dev.actp.dsl.parser.grammar.ActpParser.SelectorContext;
import dev.actp.dsl.parser.grammar.ActpParser.SumContext;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Quantifier;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Builds expressions, and refuses what the grammar takes too much: mixed, chained and misplaced
 * operators.
 */
final class Expressions {
  /** The most elements of a list. */
  static final int MAX_ELEMENTS = 1_000;

  /**
   * How high a tree may grow, where {@code not} counts as four, a bracket as less, an operand of a
   * sum as one.
   */
  private static final int MAX_DEPTH = 4 * (Scan.MAX_NESTING + 1);

  private final Leaves leaves;
  private final Literals literals;
  private final Reports reports;
  private int depth;
  private int quantifiers;

  Expressions(Leaves leaves, Literals literals, Reports reports) {
    this.leaves = leaves;
    this.literals = literals;
    this.reports = reports;
  }

  Expression expression(ExpressionContext node) {
    if (node.operand().size() == 1) {
      return operand(node.operand(0));
    }
    checkOperators(node);
    node.operand().forEach(this::checkUnquantified);
    List<Expression> operands =
        node.operand().stream().map(operand -> nested(1, node, () -> operand(operand))).toList();
    Span span = leaves.span(node);
    return node.AND().isEmpty()
        ? new Expression.Or(operands, span)
        : new Expression.And(operands, span);
  }

  private void checkOperators(ExpressionContext node) {
    Token first = ((TerminalNode) node.getChild(1)).getSymbol();
    Stream.concat(node.AND().stream(), node.OR().stream())
        .map(TerminalNode::getSymbol)
        .filter(operator -> operator.getType() != first.getType())
        .findFirst()
        .ifPresent(
            other ->
                reports.accept(
                    Diagnostic.error(
                            Code.MIXED_AND_OR,
                            "`and` and `or` mix without parentheses",
                            leaves.span(other))
                        .withLabel(leaves.span(first), null)
                        .withHelp("write `(a and b) or c` or `a and (b or c)`")));
  }

  private void checkUnquantified(OperandContext node) {
    node.quantifier().stream()
        .findFirst()
        .ifPresent(
            quantifier ->
                reports.error(
                    Code.MISPLACED_QUANTIFIER,
                    "`" + quantifier.getStart().getText() + "` beside `and` or `or`",
                    leaves.span(quantifier),
                    "put all of it in parentheses, or what stands behind the colon"));
  }

  private Expression operand(OperandContext node) {
    List<ParseTree> prefixes =
        node.children.stream()
            .filter(c -> c instanceof TerminalNode || c instanceof QuantifierContext)
            .toList();
    return prefixed(node, prefixes);
  }

  private Expression prefixed(OperandContext node, List<ParseTree> prefixes) {
    if (prefixes.isEmpty()) {
      return comparison(node);
    }
    Token start = start(prefixes.getFirst());
    Span span = leaves.span(start, node.getStop());
    List<ParseTree> rest = prefixes.subList(1, prefixes.size());
    if (!(prefixes.getFirst() instanceof QuantifierContext quantifier)) {
      Supplier<Expression> operand = () -> prefixed(node, rest);
      return new Expression.Not(nested(4, node, operand), span);
    }
    if (!rest.isEmpty() && !(rest.getFirst() instanceof QuantifierContext)) {
      reports.error(
          Code.MISPLACED_QUANTIFIER,
          "`not` directly behind the colon",
          leaves.span(start(rest.getFirst())),
          "put what stands behind the colon in parentheses, or write `not` in front");
    }
    return quantified(quantifier, span, () -> nested(1, node, () -> prefixed(node, rest)));
  }

  private Expression quantified(QuantifierContext node, Span span, Supplier<Expression> body) {
    if (quantifiers > 0) {
      String message = "`" + node.getStart().getText() + "` inside another quantifier";
      String help = "split it into two clauses";
      reports.error(Code.MISPLACED_QUANTIFIER, message, leaves.span(node), help);
    }
    quantifiers++;
    Quantifier quantifier = node.EVERY() == null ? Quantifier.SOME : Quantifier.EVERY;
    Name variable = leaves.name(node.identifier());
    Expression collection = sum(node.sum());
    Expression built =
        new Expression.Quantified(quantifier, variable, collection, body.get(), span);
    quantifiers--;
    return built;
  }

  private static Token start(ParseTree prefix) {
    return prefix instanceof QuantifierContext quantifier
        ? quantifier.getStart()
        : ((TerminalNode) prefix).getSymbol();
  }

  private Expression comparison(OperandContext node) {
    if (node.comparator().size() > 1) {
      reports.error(
          Code.CHAINED_COMPARISON,
          "comparisons do not chain",
          leaves.span(node.comparator(1).getStart()),
          "write two, as in `1 <= x and x <= 5`");
    }
    Expression left = nested(1, node, () -> sum(node.sum()));
    return node.comparator().isEmpty() ? left : comparison(left, node.comparator(0));
  }

  private Expression comparison(Expression left, ComparatorContext node) {
    Span span = left.span().to(leaves.span(node));
    if (node.pattern() != null) {
      return new Expression.Matches(left, leaves.pattern(node.pattern()), span);
    }
    List<String> words = new ArrayList<>();
    node.operator().children.forEach(word -> words.add(word.getText()));
    String symbol = String.join(" ", words);
    Expression right = nested(1, node, () -> sum(node.sum()));
    for (Expression.Comparison.Operator operator : Expression.Comparison.Operator.values()) {
      if (operator.symbol().equals(symbol)) {
        return new Expression.Comparison(left, operator, right, span);
      }
    }
    throw new IllegalStateException("no such operator: " + symbol);
  }

  Expression sum(SumContext node) {
    List<ProductContext> products = node.product();
    return nested(
        products.size() - 1,
        node,
        () -> {
          Expression left = product(products.getFirst());
          for (int i = 1; i < products.size(); i++) {
            boolean plus = node.getChild(2 * i - 1).getText().equals("+");
            left =
                arithmetic(
                    left,
                    plus
                        ? Expression.Arithmetic.Operator.PLUS
                        : Expression.Arithmetic.Operator.MINUS,
                    product(products.get(i)));
          }
          return left;
        });
  }

  private Expression product(ProductContext node) {
    List<PrimaryContext> factors = node.primary();
    return nested(
        factors.size() - 1,
        node,
        () -> {
          Expression left = primary(factors.getFirst());
          for (PrimaryContext factor : factors.subList(1, factors.size())) {
            left = arithmetic(left, Expression.Arithmetic.Operator.TIMES, primary(factor));
          }
          return left;
        });
  }

  private static Expression arithmetic(
      Expression left, Expression.Arithmetic.Operator operator, Expression right) {
    return new Expression.Arithmetic(left, operator, right, left.span().to(right.span()));
  }

  private Expression primary(PrimaryContext node) {
    return switch (node) {
      case ActpParser.ConstantContext constant -> literals.literal(constant.literal());
      case ActpParser.ListOfContext list -> list(list.list());
      case ActpParser.GroupContext group -> nested(1, node, () -> expression(group.expression()));
      case CallContext call -> nested(1, node, () -> call(call));
      case ActpParser.ReferenceContext reference -> path(reference.path());
      default -> throw new IllegalStateException("no such primary");
    };
  }

  Expression.ListLiteral list(ListContext node) {
    checkSize(node.expression().size(), leaves.span(node));
    List<Expression> elements =
        node.expression().stream().map(e -> nested(1, node, () -> expression(e))).toList();
    return new Expression.ListLiteral(elements, leaves.span(node));
  }

  void checkSize(int elements, Span span) {
    if (elements > MAX_ELEMENTS) {
      String message = "a list of " + elements + " elements";
      String help = "write at most " + MAX_ELEMENTS;
      reports.error(Code.TOO_MANY_ELEMENTS, message, span, help);
    }
  }

  private Expression call(CallContext node) {
    Span span = leaves.span(node);
    Name function = leaves.name(node.identifier());
    List<Expression> arguments = node.expression().stream().map(this::expression).toList();
    if (node.selector().isEmpty()) {
      return new Expression.Call(function, arguments, span);
    }
    Token close =
        ((TerminalNode) node.getChild(node.getChildCount() - 1 - node.selector().size()))
            .getSymbol();
    Expression.Call call =
        new Expression.Call(function, arguments, leaves.span(node.getStart(), close));
    return new Expression.Select(call, node.selector().stream().map(this::member).toList(), span);
  }

  Expression.Path path(PathContext node) {
    Name first = leaves.name(node.identifier());
    List<Name> members = node.selector().stream().map(this::member).toList();
    Span span = leaves.span(node);
    if (Words.ROOTS.contains(first.text())) {
      Expression.Root root = Expression.Root.valueOf(first.text().toUpperCase(Locale.ROOT));
      return new Expression.Path(root, members, span);
    }
    List<Name> steps = Stream.concat(Stream.of(first), members.stream()).toList();
    return new Expression.Path(Expression.Root.BARE, steps, span);
  }

  private Name member(SelectorContext node) {
    if (node.text() != null) {
      return new Name(leaves.text(node.text()).value(), leaves.span(node.text()));
    }
    ParseTree word = node.getChild(1);
    return new Name(word.getText(), leaves.span(node.getStop()));
  }

  /** Builds a part that stands deeper in the tree, unless that is too deep. */
  private Expression nested(int levels, ParserRuleContext node, Supplier<Expression> part) {
    if (depth + levels > MAX_DEPTH) {
      String message = "the expression is nested too deep";
      reports.error(Code.NESTED_TOO_DEEP, message, leaves.span(node), "split it into clauses");
      return new Expression.BoolLiteral(true, leaves.span(node));
    }
    depth += levels;
    Expression built = part.get();
    depth -= levels;
    return built;
  }
}
