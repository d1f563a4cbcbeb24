package dev.actp.compiler.differential;

import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Facts that are random, and yet the same for the same question. */
record HashFacts(long seed, Instant now) implements Facts {

  @Override
  public Reading read(FactKey key) {
    Dice dice = new Dice(seed * 31 + key.toString().hashCode());
    if (dice.below(300) == 0) {
      return new Reading.Unavailable("the disk is away");
    }
    return switch (key) {
      case FactKey.AgentStanding standing -> agent(dice);
      case FactKey.TokenStanding standing -> revocations(dice);
      case FactKey.Usage(var counter) -> used(counter.counter(), dice);
      case FactKey.ApprovalFor approval -> approval(dice);
      case FactKey.OpenApprovals open ->
          new Reading.Count(dice.percent(80) ? 5 : dice.between(17, 20));
      case FactKey.MailDomains ignored ->
          new Reading.Domains(
              new TreeSet<>(dice.percent(50) ? Set.of("company.com") : Set.<String>of()));
      case FactKey.History history -> new Reading.Truth(dice.percent(50));
      case FactKey.Redacted ignored -> new Reading.Unavailable("no state knows it");
    };
  }

  private Reading agent(Dice dice) {
    if (dice.below(200) == 0) {
      return Reading.Missing.MISSING;
    }
    Map<String, Value> values = new TreeMap<>();
    values.put("team", new Value.Text(dice.oneOf("red", "blue", "a/b")));
    if (dice.percent(70)) {
      values.put("level", Value.Num.of(dice.between(0, 9)));
    }
    return new Reading.Agent(
        "worker",
        new Value.Struct(new TreeMap<>(values)),
        dice.below(200) == 0,
        dice.percent(2) ? now.plus(Duration.ofSeconds(dice.between(-1, 1))) : null);
  }

  private static Reading revocations(Dice dice) {
    return new Reading.Revocations(
        dice.below(200) == 0,
        dice.percent(1) ? Set.of("p0") : Set.of(),
        dice.percent(4) ? Set.of("cap0") : Set.of());
  }

  private static Reading used(Counter counter, Dice dice) {
    BigDecimal amount = BigDecimal.valueOf(dice.between(0, 12));
    boolean money = counter.measure().contains("price");
    return new Reading.Used(
        money && amount.signum() > 0 ? new Value.Money(amount, "USD") : new Value.Num(amount));
  }

  private static Reading approval(Dice dice) {
    return switch (dice.below(6)) {
      case 0 -> new Reading.Approval(Reading.Approval.State.GIVEN, "apr_" + dice.below(1000));
      case 2 -> new Reading.Approval(Reading.Approval.State.PENDING, "apr_" + dice.below(1000));
      case 3 ->
          dice.percent(30)
              ? new Reading.Approval(Reading.Approval.State.REJECTED, "apr_" + dice.below(1000))
              : Reading.Approval.NONE;
      default -> Reading.Approval.NONE;
    };
  }
}
