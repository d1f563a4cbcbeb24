package dev.actp.compiler.differential;

import dev.actp.runtime.decision.Request;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Random requests: mostly what the vocabulary declares, sometimes not. */
record Requests(Dice dice) {

  Request next() {
    return new Request(
        dice.percent(2) ? "other" : "acme",
        dice.oneOf(Vocabulary.ACTIONS),
        resource(),
        attributes(),
        dice.percent(80) ? new Value.Ip(dice.oneOf("192.0.2.1", "198.51.100.7")) : null,
        dice.percent(50) ? "because" : null,
        dice.percent(90));
  }

  /** A name that the pattern takes in the usual session. */
  String resource(Pattern pattern) {
    StringBuilder name = new StringBuilder();
    for (Pattern.Part part : pattern.parts()) {
      name.append(
          switch (part) {
            case Pattern.Part.Literal(var text) -> text;
            case Pattern.Part.SessionValue(var value) -> value.equals("customer") ? "c1" : "eu";
            case Pattern.Part.AgentValue value -> dice.oneOf("red", "blue");
            case Pattern.Part.Wildcard wildcard -> "7";
          });
    }
    return name.toString();
  }

  private String resource() {
    return dice.oneOf(
        "order://customer:c1/7",
        "order://customer:c1/7",
        "order://customer:c1/7/8",
        "order://customer:c2/7",
        "ORDER://customer:c1/7",
        "api://crm/eu",
        "api://crm/us/1",
        "api://red/1",
        "trap://honey-1",
        dice.percent(5) ? "order://../x" : "",
        dice.percent(10) ? "api://crm//x" : "api://crm/eu");
  }

  private Value.Struct attributes() {
    Map<String, Value> members = new TreeMap<>();
    members.put("amount", number(-2, 600));
    members.put("rows", dice.percent(3) ? new Value.Num(new BigDecimal("1.5")) : number(0, 60));
    members.put("price", money());
    members.put("note", new Value.Text(dice.oneOf(Vocabulary.WORDS)));
    members.put("to", Vocabulary.texts(dice.some(0, 3, () -> dice.oneOf(Vocabulary.EMAILS))));
    members.put("tags", Vocabulary.texts(dice.some(0, 3, () -> dice.oneOf(Vocabulary.WORDS))));
    members.put("parts", new Value.Sequence(dice.some(0, 3, () -> number(0, 50))));
    members.put(
        "from",
        new Value.Text(
            dice.oneOf(
                "10.0.0.7", "2001:db8::1", "10.0.0.7", dice.percent(10) ? "no ip" : "10.9.9.9")));
    members.put("at", new Value.Text(dice.oneOf("2026-02-16T10:00:00Z", "2027-01-01T00:00:00Z")));
    members.put("ttl", new Value.Text(dice.oneOf("30s", "5m", "8h")));
    members.put("urgent", Value.Bool.of(dice.percent(50)));
    members.put("memo", memo());
    members.put("query", new Value.Text(dice.oneOf(Vocabulary.QUERIES)));
    if (dice.percent(50)) {
      members.put("extra", new Value.Text(dice.oneOf(Vocabulary.WORDS)));
    }
    if (dice.percent(4)) {
      members.remove(dice.oneOf(List.copyOf(members.keySet())));
    }
    if (dice.percent(3)) {
      members.put("surprise", Value.Bool.TRUE);
    }
    return new Value.Struct(new TreeMap<>(members));
  }

  private Value.Num number(int least, int most) {
    BigDecimal whole = BigDecimal.valueOf(dice.between(least, most));
    return new Value.Num(dice.percent(20) ? whole.add(new BigDecimal("0.50")) : whole);
  }

  private Value money() {
    return new Value.Struct(
        new TreeMap<>(
            Map.of(
                "amount", new Value.Text(String.valueOf(dice.between(0, 100))),
                "currency", new Value.Text(dice.percent(90) ? "USD" : "EUR"))));
  }

  private Value memo() {
    Map<String, Value> members = new TreeMap<>();
    members.put("country", new Value.Text(dice.oneOf("DE", "US")));
    if (dice.percent(50)) {
      members.put("total", number(0, 9));
    }
    return new Value.Struct(new TreeMap<>(members));
  }
}
