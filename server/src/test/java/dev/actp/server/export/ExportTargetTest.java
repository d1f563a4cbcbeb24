package dev.actp.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTargetTest {
  private static final Path FOLDER = Path.of("/var/actp");

  @ParameterizedTest
  @CsvSource({
    "file:out.jsonl, JSONL, File[path=/var/actp/out.jsonl]",
    "file:///var/log/x, JSONL, File[path=/var/log/x]",
    "csv+file:/x.csv, CSV, File[path=/x.csv]",
    "tls://siem:6514, SYSLOG, 'Stream[host=siem, port=6514, tls=true]'",
    "syslog+tls://[::1]:6514, SYSLOG, 'Stream[host=::1, port=6514, tls=true]'",
    "cef+tcp://siem:514, CEF, 'Stream[host=siem, port=514, tls=false]'",
    "https://siem/in?a=b, JSONL, Http[address=https://siem/in?a=b]",
    "otlp+http://collector:4318, OTLP, Http[address=http://collector:4318/v1/logs]",
    "otlp+https://collector/other, OTLP, Http[address=https://collector/other]",
    "OCSF+HTTPS://siem/in, OCSF, Http[address=https://siem/in]"
  })
  void aTargetIsAFormatAndAWay(String text, String format, String transport) {
    assertThat(ExportTarget.read(text, FOLDER))
        .isInstanceOfSatisfying(
            ExportTarget.Good.class,
            good -> {
              assertThat(good.target().format().name()).isEqualTo(format);
              assertThat(good.target().transport()).hasToString(transport);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "out.jsonl",
        "file:",
        "udp://siem:514",
        "xml+file:x",
        "tls://siem",
        "tls://siem:0",
        "tls://siem:70000",
        "tls://siem:514/path",
        "https://user:secret@siem/in",
        "https:///in",
        "https://siem/in#part",
        "http://a b/"
      })
  void whatIsNoneIsExplained(String text) {
    assertThat(ExportTarget.read(text, FOLDER))
        .isInstanceOfSatisfying(
            ExportTarget.Wrong.class,
            wrong -> assertThat(wrong.why()).startsWith("`" + text + "` is no target"));
  }
}
