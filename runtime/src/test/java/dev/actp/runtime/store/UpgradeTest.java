package dev.actp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.state.Bounds;
import dev.actp.runtime.state.State;
import dev.actp.runtime.state.Use;
import dev.actp.runtime.state.VolatileRow;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of an earlier version is opened by this one, and by the earlier one no more. */
class UpgradeTest {
  private static final Instant START = Instant.parse("2026-02-16T15:00:00Z");
  private static final String BEFORE_NARROWING =
      """
      {"issued":"2026-02-16T15:00:00Z","issuer":"k","reference":null,"tenant":"acme","session":"t1",
      "metadata":{},"values":{},"links":[{"jti":"t1","agent":"a","not_before":"2026-02-16T15:00:00Z",
      "expires":"2026-02-16T16:00:00Z","grants":[{"policy":"p","pinned":null,
      "capabilities":["read"]}]}]}
      """;

  private static final String SECRET = "text:the customer Ada Lovelace";
  private static final Counter.Key SESSION_VALUE = new Counter.Key.SessionValue("customer");

  /** The hash of the leaf `{}`. */
  private static final String LAST =
      Leaf.hash(Leaf.digest(), "{}".getBytes(StandardCharsets.UTF_8), 0, 2);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void tokensOfBeforeNarrowNothingAndNewOnesMay(int schema) throws SQLException {
    madeBy(schema);
    IssuedToken narrowed = narrowed();
    try (SqliteStore store = open()) {
      IssuedToken before = store.queries().token("acme", "t1").orElseThrow();
      assertThat(before.claims().leaf().narrowings()).isEmpty();
      assertThat(before.claims().leaf().grants())
          .containsExactly(new VerifiedToken.Grant("p", null, Set.of("read")));
      store.commit(
          List.of(
              new TenantBatch(
                  "acme",
                  List.of(new Row.OfToken(narrowed, 0)),
                  List.of(),
                  null,
                  null,
                  new Receipt(-1, ""),
                  START)));
    }
    try (SqliteStore store = open()) {
      assertThat(store.queries().token("acme", "t2")).contains(narrowed);
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("PRAGMA user_version")) {
      assertThat(version.getInt(1)).isEqualTo(10);
    }
  }

  /** Earlier versions had the values themselves in the keys of counters. */
  @Test
  void whatIsCountedBySessionValuesIsPutUnderAKeyAndCountsOn() throws SQLException, IOException {
    madeBy(8);
    State before = State.stored(Bounds.DEFAULT, State.newKey(new SecureRandom()));
    charge(before, 1);
    List<VolatileRow> pieces = before.takeChanged();
    before.takeJournal();
    charge(before, 2);
    try (Connection connection = connect()) {
      for (VolatileRow piece : pieces) {
        Sql.execute(
            connection,
            "INSERT INTO piece VALUES (1, ?, ?, ?)",
            piece.kind(),
            asEarlier(piece.name()),
            piece.value());
      }
      byte[] journal = Objects.requireNonNull(before.takeJournal());
      Sql.execute(connection, "INSERT INTO journal VALUES (1, 1, ?)", asEarlier(journal));
      Sql.execute(connection, "UPDATE tenant SET head_index = 0, head_hash = ?", LAST);
      Sql.execute(
          connection,
          "INSERT INTO record VALUES (?, 0, 'allow', 'a', 'read', 't1', 'k', 'r', 'd', ?)",
          TenantNumbers.key(1, 0),
          "{}".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(everything().contains(SECRET)).isTrue();
    for (int opening = 0; opening < 2; opening++) {
      try (SqliteStore store = open()) {
        State after = State.stored(Bounds.DEFAULT, State.newKey(new SecureRandom()));
        assertThat(store.restore("acme", after).repeatable())
            .as("nothing is beside the record: what it was known by is gone with that")
            .isEmpty();
        assertThat(after.facts(START).read(new FactKey.Usage(counter(SESSION_VALUE))))
            .isEqualTo(new Reading.Used(Value.Num.of(2)));
      }
      assertThat(everything().contains(SECRET)).isFalse();
      try (Connection connection = connect()) { // as if it was cut off behind its commits
        Sql.execute(connection, "INSERT INTO plain_piece VALUES (1)");
      }
    }
  }

  private static CounterKey counter(Counter.Key key) {
    return new CounterKey(
        new Counter(
            "p",
            "read",
            Counter.Kind.COUNT,
            new Window.Sliding(Duration.ofDays(1)),
            "",
            null,
            List.of(key)),
        List.of(SECRET));
  }

  /** By a key whose values are stored as they are. */
  private static void charge(State state, long number) {
    Effect effect = new Effect.Consume(counter(Counter.Key.Of.RESOURCE), Value.Num.of(1));
    Request request = new Request("acme", "read", "page://1", Value.Struct.EMPTY, null, null, true);
    Decision decision = new Decision(Outcome.ALLOW, null, List.of(), List.of(), List.of(effect));
    state.settle(new Use(number, START, request, narrowed().claims()), decision);
  }

  /** The same bytes with a session value in the place of the resource. */
  private static byte[] asEarlier(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String resource = "\u0001\u0010RESOURCE";
    assertThat(text).contains(resource);
    return text.replace(resource, "\u0002\u0010customer").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Everything in the folder, as text of one byte a character. */
  private String everything() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static IssuedToken narrowed() {
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "t2",
            "a",
            START,
            START.plusSeconds(60),
            List.of(new VerifiedToken.Grant("p", null, Set.of("read"))),
            List.of(
                new Narrowing("p", "read", List.of("a/\"1\"", "b"), "require x\nlimit 1 per day"),
                new Narrowing("q", "read", List.of(), "require y")));
    VerifiedToken claims = new VerifiedToken("acme", "t2", Value.Struct.EMPTY, List.of(link));
    return new IssuedToken(claims, START, "k", Value.Struct.EMPTY, null);
  }

  private SqliteStore open() {
    return SqliteStore.open(DataFolder.open(folder));
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"));
  }

  private void madeBy(int schema) throws SQLException {
    Flyway.configure()
        .loggers("slf4j")
        .dataSource("jdbc:sqlite:" + folder.resolve("actp.db"), null, null)
        .locations("classpath:dev/actp/runtime/store/migration")
        .target(String.valueOf(schema))
        .load()
        .migrate();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO tenant (no, id, name, created, head_index, head_hash, now)"
              + " VALUES (1, 'acme', 'Acme', 0, -1, '', 0)");
      statement.execute(
          "INSERT INTO token (tenant, id, agent, record, body) VALUES (1, 't1', 'a', 0, '"
              + BEFORE_NARROWING
              + "')");
    }
  }
}
