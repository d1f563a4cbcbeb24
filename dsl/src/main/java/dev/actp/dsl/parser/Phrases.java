package dev.actp.dsl.parser;

import dev.actp.dsl.parser.grammar.ActpParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** What rules and tokens are called in messages; ANTLR's names are never shown. */
final class Phrases {
  /** Rules that start something on a line of its own. */
  static final Set<Integer> BLOCKS =
      Set.of(
          ActpParser.RULE_declaration,
          ActpParser.RULE_clause,
          ActpParser.RULE_testItem,
          ActpParser.RULE_step);

  private static final Map<Integer, String> RULES =
      Map.ofEntries(
          Map.entry(ActpParser.RULE_declaration, "a declaration"),
          Map.entry(ActpParser.RULE_clause, "a clause"),
          Map.entry(ActpParser.RULE_testItem, "a test"),
          Map.entry(ActpParser.RULE_step, "a step"),
          Map.entry(ActpParser.RULE_name, "a name"),
          Map.entry(ActpParser.RULE_names, "a name"),
          Map.entry(ActpParser.RULE_identifier, "a name"),
          Map.entry(ActpParser.RULE_field, "a name"),
          Map.entry(ActpParser.RULE_member, "a name"),
          Map.entry(ActpParser.RULE_type, "a type"),
          Map.entry(ActpParser.RULE_windowItem, "a weekday, `daily` or a date"),
          Map.entry(ActpParser.RULE_weekday, "a weekday"),
          Map.entry(ActpParser.RULE_clockRange, "a clock range such as `09:00-17:00`"),
          Map.entry(ActpParser.RULE_date, "a date such as `2026-01-20`"),
          Map.entry(ActpParser.RULE_level, "`none`, `message` or `hints`"),
          Map.entry(ActpParser.RULE_target, "an action"),
          Map.entry(ActpParser.RULE_pattern, "a pattern in quotes"),
          Map.entry(ActpParser.RULE_patterns, "a pattern in quotes"),
          Map.entry(ActpParser.RULE_unit, "a window such as `day`"),
          Map.entry(ActpParser.RULE_key, "a key such as `agent`"),
          Map.entry(ActpParser.RULE_attribute, "an attribute"),
          Map.entry(ActpParser.RULE_listOrName, "a list"),
          Map.entry(ActpParser.RULE_list, "a list"),
          Map.entry(ActpParser.RULE_expression, "an expression"),
          Map.entry(ActpParser.RULE_operand, "an expression"),
          Map.entry(ActpParser.RULE_sum, "an expression"),
          Map.entry(ActpParser.RULE_product, "an expression"),
          Map.entry(ActpParser.RULE_primary, "an expression"),
          Map.entry(ActpParser.RULE_comparator, "an operator"),
          Map.entry(ActpParser.RULE_value, "a value"),
          Map.entry(ActpParser.RULE_cell, "a value or an outcome"),
          Map.entry(ActpParser.RULE_row, "a row in parentheses"),
          Map.entry(ActpParser.RULE_outcome, "an outcome"),
          Map.entry(ActpParser.RULE_causeKind, "a cause such as `limit`"),
          Map.entry(ActpParser.RULE_report, "`succeeded` or `failed`"),
          Map.entry(ActpParser.RULE_resource, "a resource in quotes"),
          Map.entry(ActpParser.RULE_text, "a string in quotes"),
          Map.entry(ActpParser.RULE_count, "a whole number"),
          Map.entry(ActpParser.RULE_amount, "a number"),
          Map.entry(ActpParser.RULE_duration, "a duration such as `30m`"),
          Map.entry(ActpParser.RULE_timestamp, "a time such as `2026-01-20T09:00:00Z`"));

  private static final Map<Integer, String> TOKENS =
      Map.of(
          Token.EOF, "the end of the file",
          ActpParser.STRING, "a string in quotes",
          ActpParser.INT, "a number",
          ActpParser.DECIMAL, "a number",
          ActpParser.CURRENCY, "a currency such as `USD`",
          ActpParser.IDENTIFIER, "a name",
          ActpParser.DATE, "a date such as `2026-01-20`",
          ActpParser.DATE_RANGE, "a range of dates");

  /** Tokens that may go on nearly everywhere; nobody forgets just these. */
  private static final Set<String> UNSAID = Set.of(".", "[", "(", "+", "-", "*", ",");

  private Phrases() {}

  static Set<Integer> namedRules() {
    return RULES.keySet();
  }

  /** What could have stood there, in words. */
  static List<String> of(Walk.Expected expected, boolean newLine) {
    Set<String> blocks = new LinkedHashSet<>();
    Set<String> phrases = new LinkedHashSet<>();
    for (int rule : expected.rules().stream().sorted().toList()) {
      (BLOCKS.contains(rule) ? blocks : phrases).add(RULES.getOrDefault(rule, ""));
    }
    if (newLine && !blocks.isEmpty()) {
      return List.copyOf(blocks);
    }
    List<Integer> types = expected.tokens().toList();
    types.forEach(type -> phrases.add(token(type)));
    boolean more = phrases.stream().anyMatch(p -> !isUnsaid(p));
    phrases.removeIf(p -> (more || !blocks.isEmpty()) && isUnsaid(p));
    phrases.removeIf(p -> !blocks.isEmpty() && p.equals(TOKENS.get(Token.EOF)));
    List<String> all = new ArrayList<>(phrases);
    all.addAll(blocks);
    return all;
  }

  /** How a token is called where it is expected. */
  static String token(int type) {
    String literal = literal(type);
    return literal.isEmpty() ? TOKENS.getOrDefault(type, "a literal") : "`" + literal + "`";
  }

  /** The characters of a token that is always written the same; else empty. */
  static String literal(int type) {
    String quoted = ActpParser.VOCABULARY.getLiteralName(type);
    return quoted == null ? "" : quoted.substring(1, quoted.length() - 1);
  }

  private static boolean isUnsaid(String phrase) {
    return phrase.length() == 3 && UNSAID.contains(phrase.substring(1, 2));
  }

  /** {@code a, b or c}. */
  static String list(List<String> phrases) {
    int last = phrases.size() - 1;
    return last <= 0
        ? String.join("", phrases)
        : String.join(", ", phrases.subList(0, last)) + " or " + phrases.get(last);
  }
}
