package dev.actp.compiler.diff;

import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a policy says of a SQL statement, and statements that differ in it. */
final class SqlWords {
  private final Set<String> tables = new LinkedHashSet<>();
  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<String> limits = new LinkedHashSet<>();

  void learn(String member, Value value) {
    switch (value) {
      case Value.Text(String text) when member.equals("tables") -> tables.add(text);
      case Value.Text(String text) when member.equals("columns") -> columns.add(text);
      case Value.Num(var number) when member.equals("limit") -> {
        limits.add(number.toBigInteger().toString());
        limits.add(number.toBigInteger().add(java.math.BigInteger.ONE).toString());
      }
      case Value other -> {}
    }
  }

  List<Value> statements() {
    tables.add("somewhere");
    Set<String> asked = new LinkedHashSet<>(List.of("id"));
    asked.addAll(columns);
    limits.add("10");
    String table = tables.iterator().next();
    String limit = limits.iterator().next();
    List<String> all = new ArrayList<>();
    all.add(select("id", table, limit));
    tables.forEach(each -> all.add(select("id", each, limit)));
    asked.forEach(each -> all.add(select(each, table, limit)));
    limits.forEach(each -> all.add(select("id", table, each)));
    all.add("SELECT id FROM " + table);
    all.add("DELETE FROM " + table);
    return all.stream().distinct().<Value>map(Value.Text::new).toList();
  }

  private static String select(String column, String table, String limit) {
    return "SELECT " + column + " FROM " + table + " LIMIT " + limit;
  }
}
