package dev.actp.runtime.state;

import static dev.actp.runtime.state.World.sliding;
import static dev.actp.runtime.state.World.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.state.Digests.Digest;
import dev.actp.runtime.value.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state counts by values of people, and what it stores tells nobody which. */
class KeptUnderKeyTest {
  private static final String ADA = "text:Ada Lovelace";
  private static final Value WITH = new Value.Text("Ada Lovelace");

  private static CounterKey of(Counter.Key key, String value) {
    return World.each("read", Counter.Kind.COUNT, sliding(Duration.ofDays(1)), Map.of(key, value));
  }

  private static final Counter.Key SESSION = new Counter.Key.SessionValue("customer");
  private static final Counter.Key ATTRIBUTE = new Counter.Key.Attribute("customer");

  /** All that a store gets of a state. */
  private static String stored(State state) {
    StringBuilder all = new StringBuilder();
    List<byte[]> parts = new ArrayList<>();
    byte[] journal = state.takeJournal();
    if (journal != null) {
      parts.add(journal);
    }
    for (VolatileRow row : state.takeChanged()) {
      parts.add(row.name());
      parts.add(Objects.requireNonNull(row.value()));
    }
    parts.forEach(part -> all.append(new String(part, StandardCharsets.ISO_8859_1)));
    return all.toString();
  }

  private static World used() {
    World world = new World();
    for (Counter.Key key : List.of(SESSION, ATTRIBUTE)) {
      world.settle(new Effect.Consume(of(key, ADA), Value.Num.of(1)));
      world.settle(new Effect.Consume(of(key, ADA), Value.Num.of(1)));
    }
    world.settle(new Effect.Remember("s1", "read", "page://1", struct(Map.of("customer", WITH))));
    return world;
  }

  private static FactKey.History asked(Value with) {
    return new FactKey.History(
        "s1", "read", null, true, struct(Map.of("customer", with)), null, false);
  }

  @Test
  void valuesAreToldApartAndNotStored() throws NoSuchAlgorithmException {
    World world = used();
    for (Counter.Key key : List.of(SESSION, ATTRIBUTE)) {
      assertThat(world.used(of(key, ADA))).isEqualTo(Value.Num.of(2));
      assertThat(world.used(of(key, "text:Ada"))).isEqualTo(Value.Num.ZERO);
    }
    assertThat(world.happened(asked(WITH))).isTrue();
    assertThat(world.happened(asked(new Value.Text("Bob")))).isFalse();
    Digest plain = plain(WITH);
    String digest =
        new String(
            new Wire().number(plain.high()).number(plain.low()).toBytes(),
            StandardCharsets.ISO_8859_1);
    assertThat(stored(world.state))
        .contains("customer")
        .doesNotContain("Ada", "Lovelace")
        .doesNotContain(digest);
  }

  /** Otherwise what one tenant's data tells of a value would tell it of another's. */
  @Test
  void underAnotherKeyOtherBytesStandForAValue() {
    State other = State.stored(Bounds.DEFAULT, State.newKey(new SecureRandom()));
    World world = used();
    for (VolatileRow row : world.state.takeChanged()) {
      other.restore(row);
    }
    assertThat(other.read(new FactKey.Usage(of(SESSION, ADA)), world.now))
        .isEqualTo(new dev.actp.runtime.decision.Reading.Used(Value.Num.ZERO));
  }

  /** Whatever is long stands for itself no more, and still counts. */
  @ParameterizedTest
  @ValueSource(ints = {128, 129, 10_000})
  void longValuesCountToo(int length) {
    World world = new World();
    String value = "x".repeat(length);
    world.settle(new Effect.Consume(of(SESSION, value), Value.Num.of(1)));
    assertThat(world.used(of(SESSION, value))).isEqualTo(Value.Num.of(1));
    assertThat(world.used(of(SESSION, value + "x"))).isEqualTo(Value.Num.ZERO);
    assertThat(stored(world.state)).doesNotContain("xxxx");
  }

  /** As the versions before this one stored it: values as they are, or SHA-256 of them. */
  @Test
  void whatEarlierVersionsStoredCountsOn() throws NoSuchAlgorithmException {
    CounterKey key = of(SESSION, ADA);
    long at = Micros.of(World.START);
    Tally.Charged charge = new Tally.Charged(key, Value.Num.of(1), at, 7, at, "s1", "page://1");
    Tally tally = Tally.of(key.counter(), Bounds.DEFAULT);
    tally.add(charge);
    Wire name = new Wire();
    CounterCodec.write(key, name);
    Wire value = new Wire();
    tally.write(value);
    VolatileRow piece = new VolatileRow(VolatileRow.COUNTER, name.toBytes(), value.toBytes());
    VolatileRow session = session(new PastUse(3, at, "page://1", attributes(), true));
    Wire journal = new Wire();
    new Change.Consumed(charge).write(journal);
    new Change.Lasts("s2", Long.MAX_VALUE, at).write(journal);
    new Change.Remembered("s2", "read", new PastUse(8, at, "page://2", attributes(), false))
        .write(journal);

    EarlierState earlier = new EarlierState(World.KEY);
    assertThat(earlier.plain(piece)).isTrue();
    assertThat(earlier.plain(session)).isTrue();
    World world = new World();
    world.restart(
        List.of(earlier.piece(piece), earlier.piece(session)),
        List.of(earlier.journal(journal.toBytes())));
    assertThat(world.used(key)).as("a checkpoint's and a journal's").isEqualTo(Value.Num.of(2));
    assertThat(world.happened(asked(WITH))).isTrue();
    assertThat(world.happened(asked(new Value.Text("Bob")))).isFalse();
    FactKey.History inSession2 =
        new FactKey.History(
            "s2", "read", null, true, struct(Map.of("customer", WITH)), null, false);
    assertThat(world.happened(inSession2)).isTrue();
    world.settle(new Effect.Consume(key, Value.Num.of(1)));
    assertThat(stored(world.state)).doesNotContain("Ada", "Lovelace");
  }

  private static VolatileRow session(PastUse use) {
    ActionHistory history = new ActionHistory();
    history.add(use, 10);
    Wire out = new Wire().number(Long.MAX_VALUE).number(1).text("read");
    history.write(out);
    return new VolatileRow(VolatileRow.SESSION, new Wire().text("s1").toBytes(), out.toBytes());
  }

  private static Map<String, Digest> attributes() throws NoSuchAlgorithmException {
    return Map.of("customer", plain(WITH));
  }

  private static Digest plain(Value value) throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(new Wire().value(value).toBytes()));
    return new Digest(hash.getLong(), hash.getLong());
  }
}
