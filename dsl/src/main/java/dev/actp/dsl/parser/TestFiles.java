package dev.actp.dsl.parser;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.parser.grammar.ActpParser;
import dev.actp.dsl.parser.grammar.ActpParser.SetUpContext;
import dev.actp.dsl.parser.grammar.ActpParser.TableContext;
import dev.actp.dsl.parser.grammar.ActpParser.TestContext;
import dev.actp.dsl.parser.grammar.ActpParser.TestFileContext;
import dev.actp.dsl.parser.grammar.ActpParser.TestItemContext;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Step;
import dev.actp.dsl.syntax.Table;
import dev.actp.dsl.syntax.TestFile;
import dev.actp.dsl.syntax.TestItem;
import java.util.ArrayList;
import java.util.List;

/** Builds test files. */
final class TestFiles {
  private final Leaves leaves;
  private final Clauses clauses;
  private final Declarations declarations;
  private final Outcomes outcomes;
  private final Steps steps;
  private final Docs docs;
  private final Reports reports;

  TestFiles(TreeBuilder builder) {
    this.leaves = builder.leaves;
    this.clauses = builder.clauses;
    this.declarations = builder.declarations;
    this.docs = builder.docs;
    this.reports = builder.reports;
    this.outcomes = new Outcomes(builder);
    this.steps = new Steps(builder, outcomes);
  }

  TestFile file(TestFileContext node) {
    List<String> documentation = docs.of(node);
    List<Step> setUp = new ArrayList<>();
    List<TestItem> items = new ArrayList<>();
    for (TestItemContext item : node.testItem()) {
      if (item instanceof SetUpContext set) {
        setUp.add(steps.setting(set.setting()));
        checkPlace(set, items.isEmpty());
      } else {
        items.add(item(item));
      }
    }
    return new TestFile(
        documentation,
        node.text().stream().map(leaves::text).toList(),
        setUp,
        items,
        leaves.span(node));
  }

  private void checkPlace(SetUpContext node, boolean first) {
    if (!first) {
      String message = "set-up behind a test";
      String help = "put it in front of the first test, or into the test";
      reports.error(Code.MISPLACED_DECLARATION, message, leaves.span(node), help);
    }
  }

  private TestItem item(TestItemContext node) {
    List<String> doc = docs.of(node);
    Span span = leaves.span(node);
    return switch (node) {
      case TestContext test -> test(test, doc, span);
      case ActpParser.NeverContext never ->
          new TestItem.Never(
              doc,
              declarations.scope(never.target(), never.patterns()),
              clauses.expressionOrNull(never.expression()),
              span);
      case ActpParser.AlwaysContext always ->
          new TestItem.AlwaysApproval(
              doc,
              clauses.approvers(always.approvers()),
              declarations.scope(always.target(), always.patterns()),
              clauses.expressionOrNull(always.expression()),
              span);
      default -> throw new IllegalStateException("no such test item");
    };
  }

  private TestItem test(TestContext node, List<String> doc, Span span) {
    return new TestItem.Test(
        doc,
        leaves.text(node.text(0)),
        leaves.textOrNull(node.text(1)),
        node.table() == null ? null : table(node.table()),
        steps.steps(node.step()),
        span);
  }

  private Table table(TableContext node) {
    List<Table.Row> rows =
        node.row().stream()
            .map(row -> new Table.Row(outcomes.cells(row.cell()), leaves.span(row)))
            .toList();
    return new Table(
        node.identifier().stream().map(leaves::name).toList(), rows, leaves.span(node));
  }
}
