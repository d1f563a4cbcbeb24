package dev.actp.compiler.differential;

import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names, types and values that random cases are made of. */
final class Vocabulary {
  static final Type MEMO =
      new Type.RecordOf(
          sorted(
              Map.of(
                  "country", new Type.Member(Type.Basic.STRING, false),
                  "total", new Type.Member(Type.Basic.DECIMAL, true))));

  /** Every attribute with the type that a declaration gives it. */
  static final SortedMap<String, Type.Member> ATTRIBUTES =
      sorted(
          Map.ofEntries(
              Map.entry("amount", new Type.Member(Type.Basic.DECIMAL, false)),
              Map.entry("rows", new Type.Member(Type.Basic.INT, false)),
              Map.entry("price", new Type.Member(Type.Basic.MONEY, false)),
              Map.entry("note", new Type.Member(Type.Basic.STRING, false)),
              Map.entry("to", new Type.Member(new Type.SetOf(Type.Basic.EMAIL), false)),
              Map.entry("tags", new Type.Member(new Type.ListOf(Type.Basic.STRING), false)),
              Map.entry("parts", new Type.Member(new Type.ListOf(Type.Basic.DECIMAL), false)),
              Map.entry("from", new Type.Member(Type.Basic.IP, false)),
              Map.entry("at", new Type.Member(Type.Basic.TIMESTAMP, false)),
              Map.entry("ttl", new Type.Member(Type.Basic.DURATION, false)),
              Map.entry("urgent", new Type.Member(Type.Basic.BOOL, false)),
              Map.entry("memo", new Type.Member(MEMO, false)),
              Map.entry("query", new Type.Member(Type.Basic.STRING, false)),
              Map.entry("extra", new Type.Member(Type.Basic.STRING, true))));

  static final SortedMap<String, Type.Member> SESSION =
      sorted(
          Map.of(
              "customer", new Type.Member(Type.Basic.STRING, false),
              "regions", new Type.Member(new Type.SetOf(Type.Basic.STRING), false),
              "ceiling", new Type.Member(Type.Basic.INT, true)));

  static final SortedMap<String, Type.Member> AGENT =
      sorted(
          Map.of(
              "team", new Type.Member(Type.Basic.STRING, false),
              "level", new Type.Member(Type.Basic.INT, true)));

  /** Declared and closed, declared and open, and two that are not declared. */
  static final List<String> ACTIONS = List.of("pay", "mail", "scan", "admin.drop");

  static final SortedMap<String, ActionDeclaration> DECLARATIONS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "pay", new ActionDeclaration("pay", ATTRIBUTES, false),
                  "mail",
                      new ActionDeclaration(
                          "mail",
                          sorted(
                              Map.of(
                                  "to", new Type.Member(new Type.SetOf(Type.Basic.EMAIL), false))),
                          true))));

  static final List<String> WORDS = List.of("alpha", "beta", "Gamma", "delta-1", "", "ß", "10");
  static final List<String> EMAILS =
      List.of("a@company.com", "b@company.com", "c@evil.example", "d@sub.company.com");
  static final List<String> QUERIES =
      List.of(
          "SELECT id FROM orders LIMIT 10",
          "SELECT * FROM users",
          "DELETE FROM users",
          "SELECT 1; DROP TABLE users",
          "no sql");

  private Vocabulary() {}

  static <T> SortedMap<String, T> sorted(Map<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  static Value texts(List<String> texts) {
    return new Value.Sequence(texts.stream().<Value>map(Value.Text::new).toList());
  }
}
