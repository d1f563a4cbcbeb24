package dev.actp.runtime.function;

import dev.actp.runtime.value.Coercion;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Type.Basic;
import dev.actp.runtime.value.Type.Member;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.Statements;

/**
 * {@code sql(text)}: what a text of SQL does, as far as its text can tell (security.md, "Input").
 *
 * <ul>
 *   <li>{@code verb}: the one thing that the text does, such as {@code "delete"}; {@code "select"}
 *       only where {@code read_only} holds. Absent where the text does several things.
 *   <li>{@code tables}: every table named anywhere, qualified as written, without names of common
 *       table expressions; also {@code "f()"} for each function that is not known to be pure, and
 *       {@code "*"} where the text holds a part that is not understood.
 *   <li>{@code columns}: every column named anywhere (conditions and orders tell of columns, too),
 *       without qualifiers; {@code "*"} for {@code SELECT *}, {@code t.*}, a whole row, a natural
 *       join, an insert without columns, a delete.
 *   <li>{@code limit}: the rows that a query returns at most, where its outermost {@code LIMIT},
 *       {@code FETCH} or {@code TOP} is one whole number. Absent otherwise.
 *   <li>{@code read_only}: whether it is one query made of known parts, pure functions and plain
 *       types only.
 *   <li>{@code statements}: how many.
 * </ul>
 *
 * Reading what is absent is a fault, so that a prohibition applies and a requirement fails. Names
 * are spelled as {@link SqlName} says. What no text tells: views that write, functions of a schema
 * that take a built-in one's place, functions that Oracle calls without brackets (here: columns),
 * and what rules and triggers the database adds.
 *
 * <p>At most 16 KiB and 50 levels, both checked before parsing; all else that {@link SqlText}
 * refuses, that the parser does not read, or that makes it fail in any way, is a fault.
 */
public final class SqlStatementFacts {
  /**
   * The type of the result. No member is optional to the author: reading an absent one is a fault,
   * and means a denial.
   */
  public static final Type.RecordOf TYPE =
      new Type.RecordOf(
          new TreeMap<>(
              Map.of(
                  "verb", new Member(Basic.STRING, false),
                  "tables", new Member(new Type.SetOf(Basic.STRING), false),
                  "columns", new Member(new Type.SetOf(Basic.STRING), false),
                  "limit", new Member(Basic.INT, false),
                  "read_only", new Member(Basic.BOOL, false),
                  "statements", new Member(Basic.INT, false))));

  private static final String SELECT = "select";

  private SqlStatementFacts() {}

  /** The facts, a {@link Value.Struct}, or a fault. */
  public static Result of(Value.Text sql) {
    return switch (SqlText.check(sql.value())) {
      case SqlText.Checked.Refused refused -> refused.fault();
      case SqlText.Checked.Fit fit -> parse(fit);
    };
  }

  /**
   * A parser generated from a large grammar may fail in any way, a stack overflow included: each is
   * a fault.
   */
  @SuppressWarnings("CatchAllErrors")
  private static Result parse(SqlText.Checked.Fit fit) {
    try {
      Statements statements = new CCJSqlParser(new StringProvider(fit.text())).Statements();
      return statements == null || statements.isEmpty() ? unreadable() : facts(fit, statements);
    } catch (Throwable failure) {
      return unreadable();
    }
  }

  private static Fault unreadable() {
    return new Fault(Fault.Kind.MALFORMED, "`sql` cannot read this text as SQL");
  }

  private static Result facts(SqlText.Checked.Fit fit, List<Statement> statements) {
    List<SqlTree> trees = statements.stream().map(SqlTree::of).toList();
    int count = Math.max(trees.size(), fit.statements());
    Set<String> verbs = new TreeSet<>();
    trees.forEach(tree -> verbs.addAll(tree.verbs()));
    boolean query = verbs.equals(Set.of(SELECT));
    boolean inDoubt = query && fit.words().stream().anyMatch(SqlVocabulary::mayBeginStatement);
    boolean understood = !inDoubt && trees.stream().allMatch(SqlTree::isUnderstood);

    SortedMap<String, Value> members = new TreeMap<>();
    members.put("statements", Value.Num.of(count));
    members.put("tables", names(trees.stream().map(SqlTree::tables).toList(), inDoubt));
    members.put("columns", names(trees.stream().map(SqlTree::columns).toList(), inDoubt));
    boolean pure = trees.stream().allMatch(SqlTree::isPure);
    boolean readOnly = count == 1 && query && understood && pure;
    members.put("read_only", Value.Bool.of(readOnly));
    if (count == 1) {
      verbs.removeIf(verb -> verb.equals(SELECT) && !readOnly);
      if (verbs.size() == 1) {
        members.put("verb", new Value.Text(verbs.iterator().next()));
      }
      OptionalLong limit =
          understood && query ? SqlLimit.of(statements.getFirst()) : OptionalLong.empty();
      limit.ifPresent(rows -> members.put("limit", Value.Num.of(rows)));
    }
    return new Value.Struct(members);
  }

  private static Value names(List<Set<String>> names, boolean inDoubt) {
    Set<String> all = new TreeSet<>();
    names.forEach(all::addAll);
    if (inDoubt) {
      all.add(SqlTree.EVERYTHING);
    }
    List<Value> texts = all.stream().<Value>map(Value.Text::new).toList();
    return (Value) Coercion.distinct(texts, "names");
  }
}
