package dev.actp.runtime.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportFormatTest {
  private static final String RESOURCE = "=cmd|x\\]\"\n\r\u2028 a=b,c";
  private static final String ESCAPED = "=cmd|x\\\\]\\\"\\n\\r\u2028 a=b,c";

  /** What a hostile agent could have recorded. */
  private static ShownRecord hostile() {
    return shown(
        "{\"action\":\"re|fund\",\"agent\":\"+bot\",\"at\":\"2026-02-16T15:00:00.000001Z\","
            + "\"caller\":{\"id\":\"k1\",\"kind\":\"key\"},\"chain\":[\"j0\",\"j1\"],\"index\":7,"
            + "\"kind\":\"decision\",\"outcome\":\"deny\",\"reasons\":[{\"code\":\"not_granted\","
            + "\"message\":\"no ]\\\"\"}],\"resource\":\""
            + ESCAPED
            + "\",\"sealed\":{\"attribute.mail\":\"aa\",\"attribute.pin\":\"redacted\","
            + "\"request.ip\":\"bb\"},\"session\":\"s1\",\"tenant\":\"acme\",\"v\":1}",
        Map.of("request.ip", new Value.Text("192.0.2.1")));
  }

  private static ShownRecord act() {
    return shown(
        "{\"act\":\"put_agent\",\"actor\":{\"id\":\"k1\",\"kind\":\"key\"},"
            + "\"at\":\"2026-02-16T15:00:00Z\",\"details\":{},\"index\":3,\"kind\":\"act\","
            + "\"target\":\"bot\",\"tenant\":\"acme\",\"v\":1}",
        Map.of());
  }

  private static ShownRecord shown(String leaf, Map<String, Value> context) {
    byte[] bytes = leaf.getBytes(StandardCharsets.UTF_8);
    String hash = Leaf.hash(Leaf.digest(), bytes, 0, bytes.length);
    return ShownRecord.of(
        new AuditRecord(7, hash, leaf, new Value.Struct(new TreeMap<>(context)), false));
  }

  private static Value.Struct json(String text) {
    assertThat(StrictJson.readObject(text, JsonLimits.DEFAULT))
        .as(text)
        .isInstanceOf(StrictJson.Reading.Document.class);
    return StrictJson.readObject(text, JsonLimits.DEFAULT)
            instanceof StrictJson.Reading.Document(Value.Struct document)
        ? document
        : Value.Struct.EMPTY;
  }

  /** A member by its path, numbers for elements. */
  private static Value at(Value value, String... path) {
    Value found = value;
    for (String name : path) {
      found =
          found instanceof Value.Sequence(List<Value> all)
              ? all.get(Integer.parseInt(name))
              : ((Value.Struct) found).members().get(name);
      assertThat(found).as(name).isNotNull();
    }
    return found;
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void aRecordIsOneLineWhateverItHolds(ExportFormat format) {
    for (ShownRecord record : List.of(hostile(), act())) {
      String message = format.message(record);
      assertThat(message.lines()).hasSize(1);
      assertThat(message.chars()).noneMatch(one -> one < 0x20 || one == 0x7f);
      assertThat(format.line(record)).startsWith(message).endsWith("\n");
    }
    assertThat(ExportFormat.named(format.id())).contains(format);
    assertThat(ExportFormat.accepted("text/html, " + format.mediaType() + ";q=0.5, */*"))
        .contains(format);
  }

  @Test
  void jsonLinesHoldTheRecordItselfAndSayWhatIsErased() {
    String line = ExportFormat.JSONL.message(hostile());
    String raw = "\"record\":" + hostile().record().leaf() + "}";
    assertThat(line).endsWith(raw);
    assertThat(ExportFormat.LEDGER.message(hostile())).isEqualTo(hostile().record().leaf());
    Value.Struct read = json(line);
    assertThat(at(read, "erased", "0")).isEqualTo(text("attribute.mail"));
    assertThat(((Value.Sequence) at(read, "erased")).elements()).hasSize(1);
    assertThat(at(read, "context", "request.ip")).isEqualTo(text("192.0.2.1"));
    assertThat(at(read, "decision")).isEqualTo(text("denied"));
    assertThat(json(ExportFormat.JSONL.message(act())).members()).doesNotContainKey("erased");
  }

  @Test
  void valuesSeparatedByCommasHoldNoFormula() {
    assertThat(ExportFormat.CSV.head()).isEqualTo(String.join(",", ShownRecord.COLUMNS) + "\r\n");
    assertThat(ExportFormat.CSV.line(hostile()))
        .startsWith("\"aud_7\",\"2026-02-16T15:00:00.000001Z\",\"decision\",\"'+bot\",\"re|fund\",")
        .contains(",\"'=cmd|x\\]\"\"\\u{a}\\u{d}\\u{2028} a=b,c\",\"denied\",\"not_granted\",,,\"")
        .endsWith("\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"})
  void whatBeginsAFormulaIsDisarmed(String start) {
    String quoted = start.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n");
    ShownRecord record = shown("{\"agent\":\"" + quoted + "1+1\"}", Map.of());
    assertThat(ExportFormat.CSV.message(record)).contains(",\"'");
  }

  @Test
  void cefEscapesItsHeaderAndItsValues() {
    String line = ExportFormat.CEF.message(hostile());
    assertThat(line)
        .startsWith(
            "CEF:0|actp|actp|0.1|decision.denied|denied: re\\|fund on"
                + " =cmd\\|x\\\\]\"\\\\u{a}\\\\u{d}")
        .contains("|6|rt=1771254000000 externalId=aud_7 act=denied suser=+bot ")
        .contains(
            " cs2Label=resource cs2=\\=cmd|x\\\\]\"\\n\\r\\\\u{2028} a\\=b,c cs3Label=tenant ")
        .contains(" cs4Label=token cs4=j1 ")
        .endsWith(" cn1Label=index cn1=7");
    assertThat(line.split("(?<!\\\\)(\\\\\\\\)*\\|", 8)).hasSize(8);
    assertThat(ExportFormat.CEF.message(act()))
        .contains("|act.put_agent|done: put_agent on bot|1|", " suser=k1 ", "cs2Label=target");
  }

  @Test
  void longValuesAreCutBetweenCharacters() {
    ShownRecord record =
        shown(
            "{\"kind\":\"decision\",\"at\":\"2026-02-16T15:00:00Z\",\"agent\":\""
                + "\\uD83D\\uDE00".repeat(600)
                + "\"}",
            Map.of());
    assertThat(ExportFormat.CEF.message(record))
        .contains(" suser=" + "\uD83D\uDE00".repeat(511) + " cs5Label=");
  }

  @Test
  void ocsfHasWhatApiActivityRequires() {
    for (ShownRecord record : List.of(hostile(), act())) {
      Value.Struct event = json(ExportFormat.OCSF.message(record));
      assertThat(event.members())
          .containsKeys(
              "activity_id",
              "actor",
              "api",
              "category_uid",
              "class_uid",
              "metadata",
              "severity_id",
              "src_endpoint",
              "time",
              "type_uid");
      assertThat(at(event, "type_uid")).isEqualTo(Value.Num.of(600_399));
      assertThat(at(event, "metadata", "version")).isEqualTo(text("1.3.0"));
      assertThat(at(event, "metadata", "product", "vendor_name")).isEqualTo(text("actp"));
    }
    Value.Struct denied = json(ExportFormat.OCSF.message(hostile()));
    assertThat(at(denied, "api", "operation")).isEqualTo(text("re|fund"));
    assertThat(at(denied, "actor", "user", "uid")).isEqualTo(text("+bot"));
    assertThat(at(denied, "src_endpoint", "ip")).isEqualTo(text("192.0.2.1"));
    assertThat(at(denied, "action_id")).isEqualTo(Value.Num.of(2));
    assertThat(at(denied, "resources", "0", "name")).isEqualTo(text(RESOURCE));
    assertThat(at(denied, "time")).isEqualTo(Value.Num.of(1_771_254_000_000L));
    assertThat(at(json(ExportFormat.OCSF.message(act())), "action_id")).isEqualTo(Value.Num.of(1));
  }

  @Test
  void syslogEscapesItsStructuredData() {
    String message = ExportFormat.SYSLOG.message(hostile());
    assertThat(message)
        .startsWith(
            "<108>1 2026-02-16T15:00:00.000001Z - actp - decision [actp@32473 tenant=\"acme\" ")
        .contains(" resource=\"=cmd|x\\\\\\]\\\"\\\\u{a}\\\\u{d}\\\\u{2028} a=b,c\" ")
        .contains(" token=\"j1\"] \ufeffdenied: re|fund on ");
    Pattern parameter = Pattern.compile(" ([a-z_]+)=\"((?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*)\"");
    String data = message.substring(message.indexOf("[actp"), message.indexOf("] \ufeff"));
    assertThat(parameter.matcher(data).replaceAll("")).isEqualTo("[actp@32473");
    assertThat(ExportFormat.SYSLOG.message(act())).startsWith("<110>1 ");
  }

  @Test
  void streamsOfSyslogCountOctets() {
    assertThat(new String(Syslog.counted("ü\ufeffb"), StandardCharsets.UTF_8))
        .isEqualTo("6 ü\ufeffb");
  }

  @Test
  void openTelemetryHasItsNumbersAsTexts() {
    Value.Struct both = json(ExportFormat.OTLP.document(List.of(hostile(), act())).strip());
    Value records = at(both, "resourceLogs", "0", "scopeLogs", "0", "logRecords");
    assertThat(((Value.Sequence) records).elements()).hasSize(2);
    assertThat(at(records, "0", "timeUnixNano")).isEqualTo(text("1771254000000001000"));
    assertThat(at(records, "0", "severityNumber")).isEqualTo(Value.Num.of(13));
    assertThat(at(records, "0", "body", "stringValue"))
        .isEqualTo(text("denied: re|fund on " + RESOURCE));
    assertThat(at(both, "resourceLogs", "0", "resource", "attributes", "0", "value", "stringValue"))
        .isEqualTo(text("actp"));
    assertThat(at(records, "1", "severityText")).isEqualTo(text("INFO"));
  }
}
