package dev.actp.compiler.types;

import dev.actp.runtime.function.SqlStatementFacts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
   * What {@code sql} gives. Its {@code limit} needs no guard: a clause that reads it where there is
   * none fails, and a statement without a limit is what such a clause refuses.
   */
  static final Shape SQL_RESULT = Shape.of(SqlStatementFacts.TYPE);

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
}
