package dev.actp.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.json.JsonProblem.Code;
import dev.actp.runtime.json.StrictJson.Reading;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static Reading read(String json) {
    return StrictJson.readObject(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
  }

  private static Value.Struct struct(Map<String, Value> members) {
    return new Value.Struct(new TreeMap<>(members));
  }

  private static Reading document(Map<String, Value> members) {
    return new Reading.Document(struct(members));
  }

  private static JsonProblem problem(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
    return ((Reading.Refused) reading).problem();
  }

  @Test
  void readsEveryKindOfValue() {
    String json =
        """
        {"text": "caf\u00e9 \\ud83d\\ude00", "number": -5.50, "yes": true, "no": false,
         "list": [1, "a", [], {}], "object": {"x": 1e2}, "nothing": null}
        """;

    assertThat(read(json))
        .isEqualTo(
            document(
                Map.of(
                    "text",
                    new Value.Text("caf\u00e9 \ud83d\ude00"),
                    "number",
                    new Value.Num(new BigDecimal("-5.5")),
                    "yes",
                    Value.Bool.TRUE,
                    "no",
                    Value.Bool.FALSE,
                    "list",
                    new Value.Sequence(
                        List.of(
                            Value.Num.of(1),
                            new Value.Text("a"),
                            new Value.Sequence(List.of()),
                            Value.Struct.EMPTY)),
                    "object",
                    struct(Map.of("x", Value.Num.of(100))))));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 5",
    "5.0, 5",
    "0.0, 0",
    "-0, 0",
    "1e30, 1000000000000000000000000000000",
    "5e-1, 0.5",
    "12E+1, 120"
  })
  void readsNumbersByValue(String json, BigDecimal value) {
    assertThat(read("{\"n\":" + json + "}")).isEqualTo(document(Map.of("n", new Value.Num(value))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999999999999999999999999999999",
        "-0.99999999",
        "99999999999999999999999999999999999999e30",
        "1e-30",
        "0.000000000000000000000000000001",
        "500.000000000000000000000000000000",
      })
  void readsNumbersUpToTheBounds(String number) {
    assertThat(read("{\"n\":" + number + "}"))
        .isEqualTo(document(Map.of("n", new Value.Num(new BigDecimal(number)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e20000000",
        "1e-20000000",
        "1e99999999999999999999",
        "-1e31",
        "1e-31",
        "0e31",
        "100000000000000000000000000000000000000",
        "500.000000000000000000000000000000000001",
        "0.0000000000000000000000000000001",
      })
  void refusesNumbersBeyondTheBoundsOnTheText(String number) {
    assertThat(problem(read("{\"n\":" + number + "}")))
        .extracting(JsonProblem::code, JsonProblem::pointer, JsonProblem::offset)
        .containsExactly(Code.NUMBER_OUT_OF_RANGE, "/n", 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":5.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":0x10}",
        "{\"a\":tru}",
        "{\"a\":undefined}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"x}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":1 /* c */}",
        "// c\n{}",
        "\u001e{}",
        "}",
        "]",
        "[",
        "{\"a\":1]",
        "<html>",
      })
  void refusesWhatIsNotJson(String json) {
    assertThat(problem(read(json)).code()).isEqualTo(Code.SYNTAX);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1,\"a\":1}                 | DUPLICATE_NAME | /a   | 7",
        "{\"a\":null,\"a\":1}              | DUPLICATE_NAME | /a   | 10",
        "{\"a\":1,\"a\":null}              | DUPLICATE_NAME | /a   | 7",
        "{\"a\":null,\"a\":null}           | DUPLICATE_NAME | /a   | 10",
        "{\"a\":1,\"\\u0061\":2}           | DUPLICATE_NAME | /a   | 7",
        "{\"x\":[{\"a/b\":1,\"a/b\":1}]}   | DUPLICATE_NAME | /x/0/a~1b | 15",
        "{\"a\":\"\\ud800\"}               | LONE_SURROGATE | /a   | 5",
        "{\"a\":\"\\udc00\\ud800\"}        | LONE_SURROGATE | /a   | 5",
        "{\"a\":\"x\\ud83d\"}              | LONE_SURROGATE | /a   | 5",
        "{\"a\":[null]}                    | NULL           | /a/0 | 6",
        "null                              | NULL           | ''   | 0",
        "[1]                               | NOT_AN_OBJECT  | ''   | 0",
        "\"a\"                             | NOT_AN_OBJECT  | ''   | 0",
        "{} {}                             | TRAILING_DATA  | ''   | 3",
        "{}1                               | TRAILING_DATA  | ''   | 2",
      })
  void refusesWithTheMemberAndThePlace(String json, Code code, String pointer, int offset) {
    assertThat(problem(read(json)))
        .extracting(JsonProblem::code, JsonProblem::pointer, JsonProblem::offset)
        .containsExactly(code, pointer, offset);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud83d", "\\ud800\\ud800", "\\udc00\\ud800"})
  void refusesALoneSurrogateInAName(String name) {
    assertThat(problem(read("{\"" + name + "\":1}")).code()).isIn(Code.LONE_SURROGATE, Code.SYNTAX);
  }

  @Test
  void refusesALoneSurrogateInAString() {
    assertThat(problem(StrictJson.read("{\"a\":\"\ud800\"}", JsonLimits.DEFAULT)).code())
        .isEqualTo(Code.LONE_SURROGATE);
  }

  @Test
  void refusesAByteOrderMark() {
    assertThat(problem(read("\ufeff{}")).code()).isEqualTo(Code.BOM);
    byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16);
    assertThat(problem(StrictJson.read(utf16, JsonLimits.DEFAULT)).code()).isEqualTo(Code.NOT_UTF8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c080",
        "c0af",
        "c328",
        "e28028",
        "eda080",
        "edb080",
        "f4908080",
        "f8888080",
        "e282",
        "ff"
      })
  void refusesMalformedUtf8(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex("7b2261223a22" + hex + "227d");

    JsonProblem problem = problem(StrictJson.read(bytes, JsonLimits.DEFAULT));

    assertThat(problem.code()).isEqualTo(Code.NOT_UTF8);
    assertThat(problem.offset()).isEqualTo(6);
  }

  @Test
  void theReplacementCharacterItselfIsText() {
    assertThat(read("{\"a\":\"\ufffd\"}"))
        .isEqualTo(document(Map.of("a", new Value.Text("\ufffd"))));
  }

  @Test
  void levelsAreBounded() {
    assertThat(read(nested(32))).isInstanceOf(Reading.Document.class);
    assertThat(problem(read(nested(33))).code()).isEqualTo(Code.TOO_DEEP);
    assertThat(problem(read("{\"a\":" + "[".repeat(60_000))).code()).isEqualTo(Code.TOO_DEEP);
    JsonLimits two = new JsonLimits(100, 2);
    assertThat(StrictJson.read("[[],[],[]]", two)).isInstanceOf(Reading.Document.class);
    assertThat(problem(StrictJson.read("[[[]]]", two)).code()).isEqualTo(Code.TOO_DEEP);
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  @Test
  void bytesAreBounded() {
    String longest = "{\"a\":\"" + "\u00e9".repeat((64 * 1024 - 8) / 2) + "\"}";

    assertThat(read(longest)).isInstanceOf(Reading.Document.class);
    assertThat(StrictJson.read(longest, JsonLimits.DEFAULT)).isInstanceOf(Reading.Document.class);
    assertThat(problem(read(longest + " ")).code()).isEqualTo(Code.TOO_LARGE);
    assertThat(problem(StrictJson.read(longest + " ", JsonLimits.DEFAULT)).code())
        .isEqualTo(Code.TOO_LARGE);
    assertThat(problem(read("x".repeat(10_000_000))).code()).isEqualTo(Code.TOO_LARGE);
    assertThat(problem(StrictJson.read("[1]", JsonLimits.DEFAULT.withBytes(2))).code())
        .isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void neverThrowsForAnyBytes() {
    long seed = 42;
    Random random = new Random(seed);
    byte[] alphabet =
        "{}[]\":,\\ue1.-+0nfatls\u00e9\ud83d\ude00 \n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(StrictJson.read(bytes, JsonLimits.DEFAULT))
          .as("seed %d, %s", seed, Arrays.toString(bytes))
          .isNotNull();
    }
  }

  @Test
  void everyCodeHasItsOwnId() {
    assertThat(Arrays.stream(Code.values()).map(Code::id))
        .doesNotHaveDuplicates()
        .contains("duplicate_name");
  }
}
