package dev.actp.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.ApprovalKey;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Obligation;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.CanonicalForm;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DecisionRecordTest {
  private static final Instant AT = Instant.parse("2026-02-16T15:00:00.000001Z");
  private static final Value SECRET = new Value.Text("a secret, a \"quote\" and \u20ac");

  private static Request request(SortedMap<String, Value> attributes) {
    return new Request(
        "acme",
        "refund",
        "order://\u00fc/1",
        new Value.Struct(attributes),
        new Value.Ip("192.0.2.1"),
        "because",
        true);
  }

  private static Decision decision() {
    Reason reason =
        new Reason(
            Reason.Code.GRANTED,
            "p",
            "refund",
            new Source("require x == \"\u00fc\"", "p.actp", 3, 5),
            "words",
            "amount is 5");
    Counter budget =
        new Counter(
            "p",
            "refund",
            Counter.Kind.BUDGET,
            new Window.Sliding(Duration.ofDays(1)),
            "amount",
            null,
            List.of(Counter.Key.Of.AGENT, new Counter.Key.SessionValue("customer")));
    Effect consume =
        new Effect.Consume(
            new CounterKey(budget, List.of("a1", "text:12345")),
            new Value.Num(new BigDecimal("5.5")));
    return new Decision(
        Outcome.ALLOW,
        new Decision.Exercised("p1", "refund"),
        List.of(reason),
        List.of(
            new Obligation.RevealOnly(List.of("name")),
            new Obligation.RevealAllBut(List.of("ssn")),
            new Obligation.RevealAtMostRows(5),
            Obligation.Redacted.REVEAL_REDACTED),
        List.of(consume));
  }

  private static List<Fact> facts() {
    Counter counter =
        new Counter(
            "p",
            "refund",
            Counter.Kind.OPEN,
            Window.Total.IN_TOTAL,
            "",
            "close",
            List.of(Counter.Key.Of.SESSION, new Counter.Key.Attribute("to")));
    CounterKey key = new CounterKey(counter, List.of("s1", "text:" + SECRET));
    Reading.Revocations revoked =
        new Reading.Revocations(false, Set.of("p9", "p8"), Set.of("send"));
    return List.of(
        new Fact(new FactKey.TokenStanding("j1", "a1"), revoked),
        new Fact(
            new FactKey.AgentStanding("a1"),
            new Reading.Agent("A", Value.Struct.EMPTY, false, Instant.MAX)),
        new Fact(new FactKey.AgentStanding("a2"), Reading.Missing.MISSING),
        new Fact(new FactKey.Usage(key), new Reading.Used(Value.Num.of(3))),
        new Fact(new FactKey.Usage(key), new Reading.Unavailable("why")),
        new Fact(
            new FactKey.ApprovalFor(new ApprovalKey("d", "p", "refund", "approval")),
            new Reading.Approval(Reading.Approval.State.GIVEN, "apr_1")),
        new Fact(new FactKey.OpenApprovals("a1"), new Reading.Count(2)),
        new Fact(
            new FactKey.History("s1", "read", null, true, Value.Struct.EMPTY, null, false),
            new Reading.Truth(true)));
  }

  private static Sealed write(SortedMap<String, Value> attributes, Set<String> redacted) {
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "j1",
            "a1",
            AT,
            AT.plusSeconds(60),
            List.of(new VerifiedToken.Grant("p1", null, Set.of("refund"))));
    VerifiedToken token = new VerifiedToken("acme", "s1", Value.Struct.EMPTY, List.of(link));
    Entry.Decided entry =
        new Entry.Decided(
            request(attributes),
            token,
            new Entry.Source("key", "k1", "r1", "192.0.2.9", true),
            decision(),
            facts(),
            CompiledPolicies.NONE,
            List.of("apr_1"),
            redacted,
            false);
    return new RecordWriter("test/1", new SecureRandom())
        .write("acme", 7, "ab".repeat(32), AT, entry);
  }

  private static Value.Struct read(byte[] json) {
    StrictJson.Reading reading = StrictJson.readObject(json, JsonLimits.DEFAULT);
    assertThat(reading).isInstanceOf(StrictJson.Reading.Document.class);
    return (Value.Struct) ((StrictJson.Reading.Document) reading).value();
  }

  @Test
  void everyRecordIsInTheFormOfRfc8785() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      TreeMap<String, Value> attributes = new TreeMap<>();
      for (int i = random.nextInt(8); i > 0; i--) {
        attributes.put(text(random), new Value.Text(text(random)));
      }
      Sealed sealed = write(attributes, Set.of());
      assertThat(new String(sealed.leaf(), StandardCharsets.UTF_8))
          .as("seed %d", seed)
          .isEqualTo(
              new String(CanonicalForm.document(read(sealed.leaf())), StandardCharsets.UTF_8));
    }
  }

  private static String text(Random random) {
    String alphabet = "aZ09._-\"\\/\u0000\u001f\t\n\u007f\u00e9\u20ac\uffee\ud83d\ude00\ufb01";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      int at =
          alphabet.offsetByCodePoints(
              0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
      text.appendCodePoint(alphabet.codePointAt(at));
    }
    return text.toString();
  }

  @Test
  void theRecordTellsTheDecisionAgain() {
    Sealed sealed = write(new TreeMap<>(), Set.of());
    Decision read = RecordReader.decision(new String(sealed.leaf(), StandardCharsets.UTF_8));
    Decision written = decision();
    assertThat(read.outcome()).isEqualTo(written.outcome());
    assertThat(read.exercised()).isEqualTo(written.exercised());
    assertThat(read.obligations()).isEqualTo(written.obligations());
    assertThat(read.reasons().get(0).message()).isEqualTo("words");
    assertThat(read.reasons().get(0).clause().text()).isEqualTo("require x == \"\u00fc\"");
  }

  @Test
  void valuesAreSealedAndTheSealsCanBeChecked() throws GeneralSecurityException {
    TreeMap<String, Value> attributes = new TreeMap<>();
    attributes.put("note", SECRET);
    attributes.put("amount", new Value.Num(new BigDecimal("9007199254740993.10")));
    Sealed sealed = write(attributes, Set.of());
    String leaf = new String(sealed.leaf(), StandardCharsets.UTF_8);
    assertThat(leaf).doesNotContain("a secret", "12345", "192.0.2.1", "because", "amount is 5");
    Value.Struct seals = (Value.Struct) member(read(sealed.leaf()), "sealed");
    Value.Struct beside = (Value.Struct) member(read(sealed.beside()), "sealed");
    assertThat(seals.members().keySet())
        .containsExactly(
            "attribute.amount",
            "attribute.note",
            "charges",
            "request.claimed_ip",
            "request.ip",
            "request.reason",
            "token");
    assertThat(beside.members().keySet()).isEqualTo(seals.members().keySet());
    for (String name : seals.members().keySet()) {
      Value.Struct kept = (Value.Struct) member(beside, name);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(HexFormat.of().parseHex(text(member(kept, "salt"))), "HmacSHA256"));
      byte[] seal = mac.doFinal(text(member(kept, "value")).getBytes(StandardCharsets.UTF_8));
      assertThat(text(member(seals, name))).isEqualTo(HexFormat.of().formatHex(seal));
    }
    Value.Struct amount = (Value.Struct) member(beside, "attribute.amount");
    assertThat(text(member(amount, "value"))).isEqualTo("9007199254740993.1");
  }

  @Test
  void equalValuesHaveDifferentSeals() {
    TreeMap<String, Value> attributes = new TreeMap<>();
    attributes.put("a", SECRET);
    attributes.put("b", SECRET);
    Value.Struct seals = (Value.Struct) member(read(write(attributes, Set.of()).leaf()), "sealed");
    assertThat(member(seals, "attribute.a")).isNotEqualTo(member(seals, "attribute.b"));
  }

  @Test
  void redactedValuesAreNowhere() {
    TreeMap<String, Value> attributes = new TreeMap<>();
    attributes.put("Body", SECRET);
    Sealed sealed = write(attributes, Set.of("body"));
    assertThat(new String(sealed.beside(), StandardCharsets.UTF_8)).doesNotContain("secret");
    assertThat(new String(sealed.leaf(), StandardCharsets.UTF_8))
        .doesNotContain("secret")
        .contains("\"attribute.Body\":\"redacted\"");
  }

  private static Value member(Value.Struct struct, String name) {
    Value member = struct.members().get(name);
    assertThat(member).as(name).isNotNull();
    return member == null ? struct : member;
  }

  private static String text(Value value) {
    return ((Value.Text) value).value();
  }
}
