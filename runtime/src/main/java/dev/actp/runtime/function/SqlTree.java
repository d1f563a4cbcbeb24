package dev.actp.runtime.function;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/**
 * Walks a statement's tree and gathers what it names. Iterative, since a chain of operators makes a
 * tree as deep as the text is long.
 */
final class SqlTree {
  /** Stands in tables and columns for more than is known. */
  static final String EVERYTHING = "*";

  private final Set<String> tables = new TreeSet<>();
  private final Set<String> columns = new TreeSet<>();
  private final Set<String> aliases = new HashSet<>();
  private final Set<String> verbs = new TreeSet<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Step> steps = new ArrayDeque<>();
  private boolean understood = true;
  private boolean pure = true;

  /** A part still to be looked at, and the names of common table expressions that hold there. */
  private record Step(Object part, @Nullable Scope scope) {}

  private record Scope(String name, @Nullable Scope outer) {}

  static SqlTree of(Statement statement) {
    SqlTree tree = new SqlTree();
    tree.push(statement, null);
    while (!tree.steps.isEmpty()) {
      Step step = tree.steps.pop();
      if (tree.seen.add(step.part())) {
        tree.visit(step.part(), step.scope());
      }
    }
    tree.findWholeRows();
    return tree;
  }

  /**
   * Table names, {@code name()} for functions not known to be pure, {@link #EVERYTHING} where more
   * is in doubt.
   */
  Set<String> tables() {
    return tables;
  }

  /**
   * Column names without qualifiers; {@link #EVERYTHING} for whole rows and where more is in doubt.
   */
  Set<String> columns() {
    return columns;
  }

  /** The first words of all statements in the tree. */
  Set<String> verbs() {
    return verbs;
  }

  /** Whether every part of the tree is one that {@link SqlShape} knows. */
  boolean isUnderstood() {
    return understood;
  }

  /** Whether every function and type is known to compute from its arguments alone. */
  boolean isPure() {
    return pure;
  }

  private void push(Object part, @Nullable Scope scope) {
    steps.push(new Step(part, scope));
  }

  private void visit(Object part, @Nullable Scope scope) {
    switch (part) {
      case Column column -> visitColumn(column);
      case Table table -> visitTable(table, scope);
      case Function function when function.getClass() == Function.class ->
          visitFunction(function, scope);
      case AnalyticExpression function -> {
        checkFunction(function.getName());
        passOverRows(function.getName(), function.getExpression());
        visitChildren(function, scope);
      }
      case ColDataType type -> {
        pure &= SqlVocabulary.isPlainType(Unicode.lower(type.getDataType()));
        visitChildren(type, scope);
      }
      case AllColumns all -> {
        columns.add(EVERYTHING);
        visitUnderstanding(SqlNode.of(all));
      }
      default -> {
        visitSpecial(part);
        visitChildren(part, scope);
      }
    }
  }

  private void visitSpecial(Object part) {
    if (part instanceof Statement statement) {
      verbs.add(verb(statement));
    }
    if (part instanceof FromItem item && item.getAlias() != null) {
      aliases.addAll(SqlName.of(item.getAlias().getName()).spellings());
    }
    boolean wholeRows =
        part instanceof TableStatement
            || part instanceof Delete
            || (part instanceof Insert insert
                && insert.getColumns() == null
                && insert.getSetUpdateSets() == null)
            || (part instanceof Join join && join.isNatural());
    if (wholeRows) {
      columns.add(EVERYTHING);
    }
  }

  private static String verb(Statement statement) {
    return switch (statement) {
      case Select select -> "select";
      case Insert insert -> "insert";
      case Update update -> "update";
      case Delete delete -> "delete";
      default -> firstWord(statement.getClass().getSimpleName());
    };
  }

  /** {@code create} of {@code CreateTable}. */
  private static String firstWord(String className) {
    int end = 1;
    while (end < className.length() && Character.isLowerCase(className.charAt(end))) {
      end++;
    }
    return className.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private void visitChildren(Object part, @Nullable Scope scope) {
    SqlNode node = SqlNode.of(part);
    visitUnderstanding(node);
    List<WithItem<?>> withItems = withItems(part);
    Scope inner = scope;
    for (WithItem<?> item : withItems) {
      inner = visitWithItem(item, inner);
    }
    seen.add(withItems);
    for (Object child : node.children()) {
      push(child, inner);
    }
  }

  private void visitUnderstanding(SqlNode node) {
    understood &= node.understood();
  }

  private static List<WithItem<?>> withItems(Object part) {
    List<WithItem<?>> items =
        switch (part) {
          case Select select -> select.getWithItemsList();
          case Insert insert -> insert.getWithItemsList();
          case Update update -> update.getWithItemsList();
          case Delete delete -> delete.getWithItemsList();
          default -> null;
        };
    return items == null ? List.of() : items;
  }

  /**
   * Looks at a common table expression, and gives the scope of what follows it. It does not hold
   * inside itself unless it is recursive: there, its name is a table's.
   */
  private @Nullable Scope visitWithItem(WithItem<?> item, @Nullable Scope scope) {
    Alias alias = item.getAlias();
    Scope extended = alias == null ? scope : new Scope(alias.getName(), scope);
    push(item, item.isRecursive() ? extended : scope);
    return extended;
  }

  private void visitTable(Table table, @Nullable Scope scope) {
    Alias alias = table.getAlias();
    if (alias != null) {
      aliases.addAll(SqlName.of(alias.getName()).spellings());
      if (alias.getAliasColumns() != null && !alias.getAliasColumns().isEmpty()) {
        columns.add(EVERYTHING);
      }
    }
    visitUnderstanding(SqlNode.of(table));
    String written = table.getFullyQualifiedName();
    understood &= written.indexOf('\'') < 0;
    for (Scope s = scope; s != null; s = s.outer()) {
      if (s.name().equals(written)) {
        aliases.addAll(SqlName.of(written).spellings());
        return;
      }
    }
    tables.addAll(SqlName.of(written).spellings());
    aliases.addAll(SqlName.of(table.getName()).spellings());
  }

  private void visitColumn(Column column) {
    understood &= SqlNode.of(column).understood() && ".".equals(column.getTableDelimiter());
    SqlName name = SqlName.of(column.getColumnName());
    columns.addAll(name.spellings());
    pure &= !name.spellings().contains("nextval");
  }

  private void visitFunction(Function function, @Nullable Scope scope) {
    checkFunction(function.getName());
    if (function.getParameters() != null && function.getParameters().size() == 1) {
      passOverRows(function.getName(), function.getParameters().get(0));
    }
    visitChildren(function, scope);
  }

  /** The star of {@code count(*)} reads no column. */
  private void passOverRows(String function, @Nullable Object argument) {
    boolean star = argument instanceof AllColumns && SqlNode.of(argument).understood();
    if (star && function.equalsIgnoreCase("count")) {
      seen.add(argument);
    }
  }

  private void checkFunction(String name) {
    String lower = Unicode.lower(name);
    if (!SqlVocabulary.isPure(lower)) {
      pure = false;
      tables.add(lower + "()");
    }
  }

  /** A column that is named like a table or an alias may stand for the table's whole row. */
  private void findWholeRows() {
    boolean row = columns.stream().anyMatch(aliases::contains);
    if (row || !understood) {
      columns.add(EVERYTHING);
    }
    if (!understood) {
      tables.add(EVERYTHING);
    }
  }
}
