package dev.actp.runtime.function;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementFactsTest {

  private static Result facts(String sql) {
    return SqlStatementFacts.of(new Value.Text(sql));
  }

  private static Value member(String sql, String name) {
    Value member = ((Value.Struct) facts(sql)).members().get(name);
    assertThat(member).as("`%s` of `%s`", name, sql).isNotNull();
    return member;
  }

  private static void assertFault(String sql, Fault.Kind kind) {
    assertThat(facts(sql)).isInstanceOf(Fault.class).extracting("kind").isEqualTo(kind);
  }

  static List<Arguments> corpus() {
    List<Arguments> cases = new ArrayList<>();
    String sql = "";
    for (String line : corpusText().lines().skip(2).toList()) {
      if (line.startsWith("  ")) {
        cases.add(Arguments.of(sql, line.strip()));
      }
      sql = line.replace("\\n", "\n");
    }
    return cases;
  }

  private static String corpusText() {
    try (InputStream in = SqlStatementFactsTest.class.getResourceAsStream("sql-facts.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void saysWhatTheCorpusSays(String sql, String facts) {
    assertThat(rendered(facts(sql))).isEqualTo(facts);
  }

  private static String rendered(Result result) {
    return switch (result) {
      case Fault fault -> "fault " + fault.kind() + ": " + fault.detail();
      case Value.Struct struct ->
          struct.members().entrySet().stream()
              .map(member -> member.getKey() + "=" + rendered(member.getValue()))
              .collect(joining(" "));
      case Value.Text text -> text.value();
      case Value.Num number -> number.value().toPlainString();
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Distinct set ->
          set.elements().stream().map(SqlStatementFactsTest::rendered).toList().toString();
      case Value other -> other.toString();
    };
  }

  @Test
  void theResultHasItsDeclaredType() {
    Value.Struct facts = (Value.Struct) facts("SELECT a FROM t LIMIT 1");

    assertThat(facts.members().keySet()).isEqualTo(SqlStatementFacts.TYPE.members().keySet());
  }

  static Stream<String> nested() {
    return Stream.of(
        "SELECT " + "(".repeat(2_000) + "1" + ")".repeat(2_000),
        "SELECT " + "(".repeat(51) + "1" + ")".repeat(51),
        "SELECT " + "CASE WHEN 1=1 THEN ".repeat(51) + "1" + " END".repeat(51),
        "SELECT " + "f(".repeat(51) + "1" + ")".repeat(51),
        "SELECT " + "(".repeat(16_000));
  }

  @ParameterizedTest
  @MethodSource("nested")
  void nestingIsBoundedBeforeParsing(String sql) {
    assertFault(sql, Fault.Kind.BOUND);
  }

  @Test
  void fiftyLevelsAreFine() {
    assertThat(member("SELECT " + "(".repeat(50) + "a" + ")".repeat(50) + " FROM t", "read_only"))
        .isEqualTo(Value.Bool.TRUE);
    assertThat(member("SELECT " + "(a),".repeat(200) + "b FROM t", "read_only"))
        .isEqualTo(Value.Bool.TRUE);
    assertThat(
            member("SELECT " + "CASE WHEN a = 1 THEN 1 END,".repeat(100) + "b FROM t", "read_only"))
        .isEqualTo(Value.Bool.TRUE);
  }

  @Test
  void piecesAreBounded() {
    String most = "SELECT " + "a,".repeat(498) + "b FROM";

    assertThat(member(most + " t", "read_only")).isEqualTo(Value.Bool.TRUE);
    assertFault(most + " t;", Fault.Kind.BOUND);
  }

  @Test
  void lengthIsBoundedInBytes() {
    String longest = "SELECT '" + "\u00e9".repeat((16 * 1024 - 10) / 2) + "' ";

    assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(16 * 1024);
    assertThat(facts(longest)).isInstanceOf(Value.Struct.class);
    assertFault(longest + " ", Fault.Kind.BOUND);
    assertFault("x".repeat(10_000_000), Fault.Kind.BOUND);
  }

  static Stream<String> slow() {
    return Stream.of(
        "SELECT " + "a.".repeat(8) + "b",
        "SELECT " + "a . ".repeat(7_000) + "b",
        "SELECT " + "\"a\".".repeat(4_000) + "b",
        "SELECT " + "? ".repeat(257),
        "SELECT a" + "::int".repeat(129),
        "SELECT a FROM t WHERE " + ":a ".repeat(5_000));
  }

  @ParameterizedTest
  @MethodSource("slow")
  void whatTheParserTakesQuadraticTimeForIsBounded(String sql) {
    assertFault(sql.substring(0, Math.min(sql.length(), 16_000)), Fault.Kind.BOUND);
  }

  static Stream<String> deep() {
    return Stream.of(
        "SELECT " + "a+".repeat(7_000) + "1",
        "SELECT a FROM t WHERE " + "NOT ".repeat(4_000) + "a = 1",
        "SELECT a FROM t WHERE " + "a = 1 AND ".repeat(1_500) + "a = 1",
        "SELECT " + "INTERVAL ".repeat(1_700) + "1",
        "SELECT a FROM t " + "UNION SELECT b FROM u ".repeat(700),
        "WITH " + "a AS (SELECT 1), ".repeat(900) + "b AS (SELECT 1) SELECT 1");
  }

  @ParameterizedTest
  @MethodSource("deep")
  void aLongChainNeitherOverflowsNorEscapes(String sql) {
    Result facts = facts(sql);

    assertThat(facts instanceof Value.Struct || facts instanceof Fault).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete",
        "insert",
        "update",
        "merge",
        "exec",
        "execute",
        "shutdown",
        "drop",
        "truncate",
        "call",
        "into",
        "grant",
        "set1",
      })
  void aWordThatBeginsAStatementPutsAQueryInDoubt(String word) {
    boolean harmless = word.equals("set1");
    for (String sql :
        List.of("SELECT a " + word + " FROM t", "SELECT a FROM t " + word, "SELECT 1 AS " + word)) {
      if (facts(sql) instanceof Value.Struct struct) {
        assertThat(struct.members().get("read_only")).as(sql).isEqualTo(Value.Bool.of(harmless));
      }
    }
  }

  @Test
  void noTextFoundByChanceIsBothReadOnlyAndHoldsAWrite() {
    List<String> words =
        List.of(
            "SELECT",
            "a",
            "FROM",
            "t",
            ",",
            "(",
            ")",
            "WITH",
            "x",
            "AS",
            "DELETE",
            "INSERT",
            "INTO",
            "UPDATE",
            "SET",
            "=",
            "1",
            "WHERE",
            "UNION",
            "VALUES",
            "FOR",
            ";",
            "f(",
            "*",
            "'s'",
            "LIMIT",
            "JOIN",
            "ON",
            "RETURNING",
            "MERGE",
            "USING",
            "AND");
    long seed = 99;
    Random random = new Random(seed);
    int parsed = 0;
    for (int i = 0; i < 4_000; i++) {
      StringBuilder sql = new StringBuilder("SELECT a FROM t");
      for (int length = random.nextInt(8); length > 0; length--) {
        sql.append(' ').append(words.get(random.nextInt(words.size())));
      }
      if (facts(sql.toString()) instanceof Value.Struct struct) {
        parsed++;
        boolean readOnly = Value.Bool.TRUE.equals(struct.members().get("read_only"));
        boolean writes =
            sql.toString().matches(".*(DELETE|INSERT|INTO|UPDATE|MERGE|FOR|f\\(|; [^ ]).*");
        assertThat(readOnly && writes).as("seed %d, %s", seed, sql).isFalse();
      }
    }
    assertThat(parsed).isGreaterThan(200);
  }
}
