package dev.actp.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportDigestTest {
  private static final ExportDigest DIGEST =
      new ExportDigest("acme", "csv", "decision=denied", 20, 3, new byte[Leaf.HASH]);

  @Test
  void theTextIsReadBack() {
    assertThat(DIGEST.text())
        .isEqualTo(
            """
            actp/export/acme
            format csv
            selection decision=denied
            before 20
            records 3
            sha256 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            """);
    assertThat(ExportDigest.parse(DIGEST.text())).contains(DIGEST);
    ExportDigest all = new ExportDigest("acme", "csv", "", 0, 0, new byte[Leaf.HASH]);
    assertThat(all.text()).contains("selection all\n");
    assertThat(ExportDigest.parse(all.text())).contains(all);
  }

  @Test
  void neitherCanPassForACheckpoint() {
    Checkpoint checkpoint = new Checkpoint(Checkpoint.origin("acme"), 20, new byte[Leaf.HASH]);
    assertThat(ExportDigest.parse(checkpoint.text())).isEmpty();
    assertThat(Checkpoint.parse(DIGEST.text())).isEmpty();
    assertThat(DIGEST.text()).doesNotStartWith(checkpoint.origin());
  }

  @ParameterizedTest
  @CsvSource({
    "actp/export/acme, actp/ledger/acme",
    "actp/export/acme, actp/export/",
    "actp/export/acme, actp/export/a b",
    "format csv, format",
    "before 20, before 020",
    "before 20, before -1",
    "records 3, 'records 3 '",
    "records 3, records 9999999999999999999",
    "AAA=, AAB=",
    "AAA=, AAAA"
  })
  void anotherSpellingIsNone(String from, String to) {
    assertThat(ExportDigest.parse(DIGEST.text().replace(from, to))).isEmpty();
  }

  @Test
  void moreLinesOrFewerAreNone() {
    assertThat(ExportDigest.parse(DIGEST.text() + "more\n")).isEmpty();
    assertThat(ExportDigest.parse("\n" + DIGEST.text())).isEmpty();
    assertThat(ExportDigest.parse(DIGEST.text().replace("records 3\n", ""))).isEmpty();
    assertThat(ExportDigest.parse(DIGEST.text().stripTrailing())).isEmpty();
  }
}
