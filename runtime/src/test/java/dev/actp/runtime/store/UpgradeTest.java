package dev.actp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.value.Value;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
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
      assertThat(version.getInt(1)).isEqualTo(8);
    }
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
