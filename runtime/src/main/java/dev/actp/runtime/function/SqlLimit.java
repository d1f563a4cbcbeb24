package dev.actp.runtime.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Fetch;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import org.jspecify.annotations.Nullable;

/** The most rows that a query returns, where its text says so plainly. */
final class SqlLimit {
  private static final Set<String> ROWS_ONLY = Set.of("ROW", "ROWS", "ONLY");
  private static final int MAX_DIGITS = 18;

  private SqlLimit() {}

  /**
   * The number of the outermost {@code LIMIT}, {@code FETCH} or {@code TOP}. Nothing where there is
   * none or more than one, where it is no whole number, or where it is a percentage, with ties, or
   * per group.
   */
  static OptionalLong of(Statement statement) {
    if (!(statement instanceof Select select)) {
      return OptionalLong.empty();
    }
    List<OptionalLong> limits = new ArrayList<>();
    if (select.getLimit() != null) {
      boolean whole = select.getLimit().getByExpressions() == null;
      limits.add(whole ? number(select.getLimit().getRowCount()) : OptionalLong.empty());
    }
    if (select.getFetch() != null) {
      limits.add(fetch(select.getFetch()));
    }
    if (select instanceof PlainSelect plain && plain.getTop() != null) {
      boolean whole = !plain.getTop().isPercentage() && !plain.getTop().isWithTies();
      limits.add(whole ? number(plain.getTop().getExpression()) : OptionalLong.empty());
    }
    if (limits.isEmpty()) {
      return ofInner(select);
    }
    return limits.size() == 1 ? limits.getFirst() : OptionalLong.empty();
  }

  /**
   * The parser gives a limit behind the last, unparenthesised select of a union to that select: it
   * bounds them all.
   */
  private static OptionalLong ofInner(Select select) {
    return switch (select) {
      case ParenthesedSelect parenthesed -> of(parenthesed.getSelect());
      case SetOperationList union
          when union.getSelects().getLast() instanceof PlainSelect last && last.getTop() == null ->
          of(last);
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong fetch(Fetch fetch) {
    boolean plain =
        fetch.getFetchParameters().stream()
            .allMatch(word -> ROWS_ONLY.contains(word.toUpperCase(Locale.ROOT)));
    return plain ? number(fetch.getExpression()) : OptionalLong.empty();
  }

  private static OptionalLong number(@Nullable Expression expression) {
    String digits =
        expression instanceof LongValue whole && whole.getClass() == LongValue.class
            ? whole.getStringValue()
            : "";
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= MAX_DIGITS
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
  }
}
