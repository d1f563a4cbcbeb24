package dev.actp.dsl.parser;

import dev.actp.dsl.parser.grammar.ActpParser.FileContext;
import dev.actp.dsl.syntax.SourceUnit;

/** Wires what builds the tree of one source; it is used once. */
final class TreeBuilder {
  final Reports reports = new Reports();
  final Docs docs;
  final Leaves leaves;
  final Times times;
  final Literals literals;
  final Expressions expressions;
  final Clauses clauses;
  final Declarations declarations;

  TreeBuilder(Scan scan) {
    this.docs = new Docs(scan);
    this.leaves = new Leaves(scan.offsets(), reports);
    this.times = new Times(leaves, reports);
    this.literals = new Literals(leaves, times, reports);
    this.expressions = new Expressions(leaves, literals, reports);
    this.clauses = new Clauses(leaves, literals, expressions, reports);
    this.declarations = new Declarations(this);
  }

  SourceUnit file(FileContext node) {
    return node.policyFile() == null
        ? new TestFiles(this).file(node.testFile())
        : declarations.file(node.policyFile());
  }
}
