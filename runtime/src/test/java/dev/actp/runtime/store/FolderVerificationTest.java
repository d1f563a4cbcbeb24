package dev.actp.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.verify.Demands;
import dev.actp.runtime.ledger.verify.LedgerVerifier;
import dev.actp.runtime.ledger.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept beside records to find and count them by: whoever changes it is found out. */
class FolderVerificationTest {
  private static final int BLOCK_BITS = 6;
  private static final int RECORDS = 500;
  private static final int INDEXED = 400;

  /** Of the other tenant, whose ledger is intact whatever is done to this one's. */
  private static final String OTHER = "beta";

  @TempDir Path folder;

  /** Two ledgers, with the index behind the one. */
  private void write() throws SQLException {
    try (DataFolder held = DataFolder.open(folder)) {
      SqliteFile file = new SqliteFile(held.file(SqliteStore.FILE));
      WrappingKey wrapping = KeyEncryption.openOrCreate(folder);
      TenantNumbers numbers = new TenantNumbers();
      Trail trail = new Trail("acme", 7);
      try (SqliteSession session = new SqliteSession(file, wrapping, numbers, 0);
          AuditIndex index = new AuditIndex(held, file.reader(), BLOCK_BITS, Long.MAX_VALUE)) {
        session.commit(List.of(trail.batch(INDEXED)));
        session.commit(List.of(new Trail(OTHER, 8).batch(100)));
        while (index.advance() > 0) {}
        session.commit(List.of(trail.batch(RECORDS - INDEXED)));
      }
    }
  }

  private static long key(long index) {
    return TenantNumbers.key(1, index);
  }

  private void execute(String file, String change) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file))) {
      for (String one : change.split(";", -1)) {
        Sql.execute(connection, one);
      }
    }
  }

  private Verdict verify(String tenant) throws IOException {
    try (IndexVerification index = IndexVerification.open(folder, BLOCK_BITS);
        SqliteLedger ledger = SqliteLedger.open(folder);
        Leaves lines = ledger.lines(tenant)) {
      Verdict verdict = LedgerVerifier.verify(lines, Demands.NONE);
      return verdict instanceof Verdict.Intact
          ? index.defect(ledger, tenant).<Verdict>map(broken -> broken).orElse(verdict)
          : verdict;
    }
  }

  private Verdict.Broken broken() throws IOException {
    assertThat(verify(OTHER)).isInstanceOf(Verdict.Intact.class);
    Verdict verdict = verify("acme");
    assertThat(verdict).isInstanceOf(Verdict.Broken.class);
    return (Verdict.Broken) verdict;
  }

  @Test
  void whatNobodyTouchedIsIntact() throws SQLException, IOException {
    write();
    assertThat(verify("acme")).isInstanceOf(Verdict.Intact.class);
    assertThat(verify(OTHER)).isInstanceOf(Verdict.Intact.class);
  }

  /** Of a decision, and of an act where it has such a thing. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "id, id + 1, outcome <> 'x' AND id = (SELECT max(id) FROM record WHERE id < 1 << 41)",
        "at, at + 1, outcome <> 'act'",
        "at, at - 1, outcome = 'act'",
        "outcome, 'allow', outcome = 'deny'",
        "outcome, 'act', outcome = 'deny'",
        "outcome, 'deny', outcome = 'act'",
        "agent, 'nobody', outcome <> 'act'",
        "agent, 'bot', outcome = 'act'",
        "action, 'nothing', outcome <> 'act'",
        "action, 'nothing', outcome = 'act'",
        "token, 'jti0', token = 'jti1'",
        "token, 'jti0', outcome = 'act'",
        "caller, 'somebody', outcome <> 'act'",
        "caller, 'somebody', outcome = 'act'",
        "request, 'r', outcome <> 'act'",
        "request, 'r', outcome = 'act'",
      })
  void aColumnThatSaysSomethingElseIsNamed(String column, String value, String where)
      throws SQLException, IOException {
    write();
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"))) {
      long id =
          Sql.first(
                  connection,
                  row -> row.getLong(1),
                  "SELECT max(id) FROM record WHERE id < ? AND " + where,
                  key(RECORDS))
              .orElseThrow();
      Sql.execute(
          connection, "UPDATE record SET %s = %s WHERE id = ?".formatted(column, value), id);
      Verdict.Broken broken = broken();
      assertThat(broken.index()).isEqualTo(TenantNumbers.index(id));
      assertThat(broken.why()).startsWith("its column `" + column + "` says `");
    }
  }

  /** By hour, from one record on to the next of another hour. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE tally SET n = n + 1 WHERE tenant = 1 AND cut = 7 AND hour = %d",
        "UPDATE tally SET n = n - 1 WHERE tenant = 1 AND cut = 1 AND hour = %d",
        "DELETE FROM tally WHERE tenant = 1 AND cut = 2 AND hour = %d",
        "UPDATE tally SET agent = 'nobody' WHERE tenant = 1 AND cut = 2 AND hour = %d"
            + " AND agent = 'bot'",
        "INSERT INTO tally VALUES (1, 1, %d, 'other', '', '', 1)",
      })
  void countsThatAreNoneOfTheRecordsAreFound(String change) throws SQLException, IOException {
    write();
    long micros = 3_600_000_000L;
    long first;
    long hour;
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"))) {
      hour =
          Sql.first(
                  connection,
                  row -> row.getLong(1) / micros,
                  "SELECT at FROM record WHERE id = ?",
                  key(200))
              .orElseThrow();
      first =
          Sql.first(
                  connection,
                  row -> TenantNumbers.index(row.getLong(1)),
                  "SELECT min(id) FROM record WHERE at >= ? AND id < ?",
                  hour * micros,
                  key(RECORDS))
              .orElseThrow();
    }
    execute("audit-index.db", change.formatted(hour));
    Verdict.Broken broken = broken();
    assertThat(broken.index()).isEqualTo(first);
    assertThat(broken.why()).contains("counts other decisions");
  }

  @Test
  void countsOfAnHourWithoutRecordsAreFound() throws SQLException, IOException {
    write();
    execute("audit-index.db", "INSERT INTO tally VALUES (1, 1, 5, 'deny', '', '', 3)");
    assertThat(broken().why()).contains("counts other decisions");
  }

  /** Taken out of the index, put where it does not belong, and another's put in its place. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO term (term, rowid, terms) VALUES ('delete', %1$d, '%2$s')",
        "INSERT INTO term (rowid, terms) VALUES (%1$d, 'tabc')",
        "INSERT INTO term (term, rowid, terms) VALUES ('delete', %1$d, '%2$s');"
            + "INSERT INTO term (rowid, terms) VALUES (%1$d, '%3$s')",
      })
  void whatIsFoundByOtherWordsIsNamed(String change) throws SQLException, IOException {
    write();
    int place = 222;
    String own;
    String others;
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("actp.db"))) {
      own = terms(connection, place);
      others = terms(connection, place + 1);
    }
    execute("audit-index.db", change.formatted(key(place), own, others));
    Verdict.Broken broken = broken();
    assertThat(broken.index()).isEqualTo(place);
    assertThat(broken.why()).contains("finds it by something else");
  }

  private static String terms(Connection connection, long index) throws SQLException {
    byte[] leaf =
        Sql.first(
                connection,
                row -> row.getBytes(1),
                "SELECT leaf FROM record WHERE id = ?",
                key(index))
            .orElseThrow();
    return RecordTerms.of(leaf).stream()
        .map(term -> AuditIndex.hashed(term, index >> BLOCK_BITS))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE position SET next = next - 1 WHERE tenant = 1",
        "UPDATE position SET next = next + 1 WHERE tenant = 1",
        "UPDATE position SET next = 1000 WHERE tenant = 1",
        "UPDATE position SET hash = 'x' WHERE tenant = 1",
      })
  void anIndexOfOtherRecordsIsFound(String change) throws SQLException, IOException {
    write();
    execute("audit-index.db", change);
    assertThat(broken().why()).contains("of other records");
  }

  @Test
  void whatTheNextStartMakesAnewMayBeAnything() throws SQLException, IOException {
    write();
    execute("audit-index.db", "DELETE FROM tally");
    execute("audit-index.db", "PRAGMA user_version = 0");
    assertThat(verify("acme")).isInstanceOf(Verdict.Intact.class);
  }

  /** Terms of records that it says it has not come to. */
  @Test
  void anIndexThatSaysItIsEmptyAndIsNotIsFound() throws SQLException, IOException {
    write();
    execute("audit-index.db", "DELETE FROM position; DELETE FROM tally");
    assertThat(verify("acme")).isInstanceOf(Verdict.Broken.class);
  }
}
