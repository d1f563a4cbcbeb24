package dev.actp.compiler.types;

import dev.actp.runtime.value.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The functions by name. */
enum Functions {
  PRESENT("present(amount)"),
  COUNT("count(to)"),
  LENGTH("length(reason)"),
  LOWER("lower(name)"),
  DOMAIN("domain(address)"),
  HOST("host(url)"),
  CIDR("cidr(request.ip, \"192.0.2.0/24\")"),
  INSIDE("inside(path, \"/srv/data\")"),
  SUM("sum(amounts)"),
  AGE("age(created)"),
  DAY_OF("day_of(now, \"Europe/Berlin\")"),
  SENSITIVE("sensitive(body)"),
  SQL("sql(query)");

  static final List<String> NAMES = Arrays.stream(values()).map(Functions::word).toList();

  /**
   * What {@code sql} gives. Only its {@code limit} may be absent, which makes a clause that reads
   * it fail: no guard is asked for, since a statement without a limit is what such a clause
   * refuses.
   */
  static final Shape SQL_RESULT = new Shape.RecordOf(sqlMembers());

  private final String usage;

  Functions(String usage) {
    this.usage = usage;
  }

  static Optional<Functions> named(String word) {
    return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A call as people write it. */
  String usage() {
    return usage;
  }

  int arity() {
    return usage.contains(",") ? 2 : 1;
  }

  private static java.util.SortedMap<String, Type.Member> sqlMembers() {
    Type texts = new Type.SetOf(Type.Basic.STRING);
    return Collections.unmodifiableSortedMap(
        new TreeMap<>(
            Map.of(
                "verb", new Type.Member(Type.Basic.STRING, false),
                "tables", new Type.Member(texts, false),
                "columns", new Type.Member(texts, false),
                "limit", new Type.Member(Type.Basic.INT, false),
                "read_only", new Type.Member(Type.Basic.BOOL, false),
                "statements", new Type.Member(Type.Basic.INT, false))));
  }
}
