package dev.actp.runtime.function;

import static dev.actp.runtime.function.SensitiveData.Kind.BANK_ACCOUNT;
import static dev.actp.runtime.function.SensitiveData.Kind.CARD_NUMBER;
import static dev.actp.runtime.function.SensitiveData.Kind.FOREIGN_ADDRESS;
import static dev.actp.runtime.function.SensitiveData.Kind.KEY;
import static dev.actp.runtime.function.SensitiveData.Kind.NATIONAL_ID;
import static dev.actp.runtime.function.SensitiveData.Kind.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.function.SensitiveData.Kind;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveDataTest {
  private static final SensitiveData ANY = new SensitiveData(Set.of());
  private static final SensitiveData COMPANY =
      new SensitiveData(Set.of("company.com", "company.de"));

  private static Value.Struct context(Map<String, Value> members) {
    return new Value.Struct(new TreeMap<>(members));
  }

  private static void assertFinds(String text, Kind kind) {
    assertThat(ANY.kinds(text)).as(text).contains(kind);
    assertThat(ANY.kinds("x " + text + ", y")).as(text).contains(kind);
    assertThat(ANY.in(new Value.Text(text))).isEqualTo(Value.Bool.TRUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111 - 1111 - 1111 - 1111",
        "4111\n1111\n1111\n1111",
        "4111_1111/1111 1111",
        "card:4111111111111111cvv",
        "4111 1111 1111 1111 123 12/27",
        "7 4111 1111 1111 1111",
        "4222222222222",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "3782 822463 10005",
        "6011111111111117",
        "30569309025904",
        "3530111333300000",
        "6200000000000005",
        "\uff14\uff11\uff11\uff11 1111 1111 1111",
        "\u0664\u0661\u0661\u0661 1111 1111 1111",
        "4\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1\u200b1",
        "4111\u00ad1111\u20611111\u034f1111",
        "4111\u20131111\u20141111\u22121111",
        "4111\u00a01111\u20071111\u30001111",
        "4\u03011\u03011\u03011 1111 1111 1111",
        "4\u00001111111\u000111111111",
      })
  void findsCardNumbers(String text) {
    assertFinds(text, CARD_NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GB82 WEST 1234 5698 7654 32",
        "GB82WEST12345698765432",
        "gb82west12345698765432",
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "FR14-2004-1010-0505-0001-3M02-606",
        "NO93 8601 1117 947",
        "MT84MALT011000012345MTLCAST001S",
      })
  void findsBankAccounts(String text) {
    assertFinds(text, BANK_ACCOUNT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "078-05-1120",
        "078 05 1120",
        "SSN: 078051120",
        "social security number is 078051120",
        "passport no. 123456789",
        "912-70-1234",
        "AB 12 34 56 C",
        "130-692-544",
        "1 84 12 76 451 089 46",
        "184127645108946",
        "12345678Z",
        "12345678-Z",
        "X1234567L",
        "RSSMRA85T10A562S",
        "rss mra 85t10 a562s",
        "86095742719",
        "2345 6789 0124",
        "529.982.247-25",
        "756.9217.0769.85",
        "11010519491231002X",
      })
  void findsNationalIds(String text) {
    assertFinds(text, NATIONAL_ID);
  }

  static Stream<String> keys() {
    String thirtySix = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    return Stream.of(
        "-----BEGIN PRIVATE KEY-----\nMIIE",
        "-----BEGIN RSA PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----",
        "PuTTY-User-Key-File-2: ssh-rsa",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ASIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + thirtySix,
        "github_pat_" + thirtySix + "_" + thirtySix,
        "glpat-" + "a1B2c3D4e5F6g7H8i9J0",
        "xoxb-" + "123456789012-abcdef",
        "sk_live_" + "a1B2c3D4e5F6g7H8",
        "AIza" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R",
        "sk-" + thirtySix,
        "sk-ant-" + "api03-" + thirtySix,
        "npm_" + thirtySix,
        "eyJhbGciOiJub25lIn0" + ".eyJzdWIiOiJhbm4ifQ.",
        "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl",
        "act_" + thirtySix,
        "actk_" + thirtySix);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void findsKeys(String text) {
    assertFinds(text, KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=hunter2",
        "Password: hunter2",
        "\"password\": \"hunter2\"",
        "PASSWORD => 'hunter2'",
        "db_password = hunter2",
        "pwd:1234",
        "my.passwd: hunter2",
        "api_key=abcdef",
        "API-Key: abcdef",
        "client_secret=abcdef",
        "aws_secret_access_key = wJalrXUtnFEMI",
        "access_token=a1b2c3d4e5f6g7h8",
        "Authorization: Bearer a1b2c3d4e5f6g7h8",
        "authorization: basic dXNlcjpwYXNzd29yZDE=",
        "postgres://app:hunter2@db.internal/x",
        "https://user:pw@example.com",
        "pass\u00adword=hunter2",
        "\uff50\uff41ssword=hunter2",
      })
  void findsPasswords(String text) {
    assertFinds(text, PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com",
        "<ann@example.com>",
        "ann@company.com.evil.example",
        "ann@mail.company.com",
        "ann+x@EXAMPLE.com.",
        "\"ann\"@example.com",
        "ann@[192.0.2.1]",
        "ann\uff20example.com",
        "ann@ex\u00adample.com",
        "ann@b\u00fccher.example",
      })
  void findsForeignAddresses(String text) {
    assertFinds(text, FOREIGN_ADDRESS);
    assertThat(COMPANY.kinds(text)).contains(FOREIGN_ADDRESS);
  }

  @Test
  void ownAddressesAreNotForeign() {
    assertThat(COMPANY.kinds("Ann <ann@Company.com>, bob@company.de.")).isEmpty();
    assertThat(ANY.kinds("ann@company.com")).containsExactly(FOREIGN_ADDRESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Dear Ann, your order 12345/987 has been shipped. Regards",
        "4111111111111112",
        "1234567812345670",
        "41111111111111111111111111",
        "0.4111111111111111",
        "4.111111111111111",
        "1700000000000",
        "+1 (555) 123-4567",
        "2026-02-16T10:00:00Z",
        "192.168.100.200",
        "550e8400-e29b-41d4-a716-446655440000",
        "000-12-3456",
        "666-12-3456",
        "123-00-4567",
        "123-45-0000",
        "123-45-67890",
        "GB82 WEST 1234 5698 7654 33",
        "BG123456A",
        "12345678A",
        "order number 12345678901",
        "a token of thanks: wonderful",
        "the secretary: Johnson",
        "password:",
        "https://example.com:8080/a@b",
        "basic understanding: good",
        "sk-short",
        "eyJ.eyJ.eyJ",
        "@ann said so",
        "1@2",
        "user@host",
        "x @ y.com",
      })
  void leavesOrdinaryTextAlone(String text) {
    assertThat(ANY.kinds(text)).as(text).isEmpty();
    assertThat(ANY.in(new Value.Text(text))).isEqualTo(Value.Bool.FALSE);
  }

  @Test
  void looksAtNamesAndValuesOfAContextAtAnyDepth() {
    Value card = new Value.Text("4111 1111 1111 1111");

    assertThat(ANY.in(context(Map.of("a", new Value.Text("hello"), "n", Value.Num.of(5)))))
        .isEqualTo(Value.Bool.FALSE);
    assertThat(ANY.in(context(Map.of("a", card)))).isEqualTo(Value.Bool.TRUE);
    assertThat(
            ANY.in(
                context(
                    Map.of(
                        "a",
                        new Value.Sequence(List.of(Value.Bool.TRUE, context(Map.of("b", card))))))))
        .isEqualTo(Value.Bool.TRUE);
    assertThat(ANY.in(context(Map.of("4111 1111 1111 1111", Value.Bool.TRUE))))
        .isEqualTo(Value.Bool.TRUE);
    assertThat(ANY.in(context(Map.of("4111 1111 1111 1111", Value.Struct.EMPTY))))
        .isEqualTo(Value.Bool.TRUE);
    assertThat(ANY.in(context(Map.of("n", new Value.Num(new BigDecimal("4111111111111111"))))))
        .isEqualTo(Value.Bool.TRUE);
    assertThat(ANY.in(context(Map.of("password", new Value.Text("hunter2")))))
        .isEqualTo(Value.Bool.TRUE);
    assertThat(ANY.in(context(Map.of("ssn", Value.Num.of(78_051_120))))).isEqualTo(Value.Bool.TRUE);
    assertThat(
            ANY.in(
                context(
                    Map.of("to", new Value.Distinct(List.of(new Value.Text("ann@example.com")))))))
        .isEqualTo(Value.Bool.TRUE);
    assertThat(ANY.in(Value.Struct.EMPTY)).isEqualTo(Value.Bool.FALSE);
  }

  @Test
  void lengthIsBounded() {
    String longest = "\u00e9".repeat(SensitiveData.MAX_BYTES / 2);

    assertThat(ANY.in(new Value.Text(longest))).isEqualTo(Value.Bool.FALSE);
    assertThat(ANY.in(new Value.Text(longest + "a")))
        .isInstanceOf(Fault.class)
        .extracting("kind")
        .isEqualTo(Fault.Kind.BOUND);
    assertThat(ANY.in(new Value.Text("a".repeat(10_000_000)))).isInstanceOf(Fault.class);
    Value half = new Value.Text("a".repeat(SensitiveData.MAX_BYTES / 2));
    assertThat(ANY.in(context(Map.of("a", half, "b", half)))).isInstanceOf(Fault.class);
  }

  static Stream<String> hostile() {
    return Stream.of(
            "4",
            "41 ",
            "4111-",
            "A",
            "a1",
            "AA9",
            "@",
            "a@",
            "a@a.",
            "://",
            "://a:",
            "password=",
            "=",
            ": ",
            "eyJ",
            "eyJ-",
            "eyJ.",
            "xoxb-",
            "sk-",
            "ghp_",
            "GB82 ",
            "1 1 ",
            "-",
            "\ufdfa",
            "\u0301",
            "\u200b",
            "\ud83d",
            "Bearer ",
            "ssn 1")
        .map(part -> part.repeat(SensitiveData.MAX_BYTES / 3 / part.length()));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void hostileTextIsAnsweredToo(String text) {
    assertThat(ANY.in(new Value.Text(text))).isInstanceOf(Value.Bool.class);
  }

  @Test
  void neverThrowsForAnyText() {
    long seed = 5;
    Random random = new Random(seed);
    String alphabet = "0123456789 -./@:=AZaz_\u00e9\u200b\ud83d\ude00eyJ\"";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(ANY.in(new Value.Text(text.toString())))
          .as("seed %d, `%s`", seed, text)
          .isInstanceOf(Value.Bool.class);
    }
  }
}
