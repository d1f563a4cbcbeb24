package dev.actp.runtime.state;

import static dev.actp.runtime.state.World.counter;
import static dev.actp.runtime.state.World.sliding;
import static dev.actp.runtime.state.World.struct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final List<Window> WINDOWS =
      List.of(
          sliding(Duration.ofMinutes(10)),
          new Window.Calendar(Window.Unit.HOUR, ZoneId.of("Europe/Paris")),
          Window.Total.IN_TOTAL);

  /** Whatever happens, the last checkpoint and the journals since lead to the state as it was. */
  @Test
  void checkpointAndJournalsGiveTheStateBack() {
    for (long seed = 1; seed <= 30; seed++) {
      Random random = new Random(seed);
      World world = new World();
      Map<String, VolatileRow> checkpoint = new LinkedHashMap<>();
      List<byte[]> journals = new ArrayList<>();
      for (int step = 0; step < 300; step++) {
        world.advance(Duration.ofSeconds(random.nextInt(60)));
        act(world, random);
        byte[] journal = world.state.takeJournal();
        if (journal != null) {
          journals.add(journal);
        }
        if (random.nextInt(20) == 0) {
          world.state.takeChanged().forEach(row -> keep(checkpoint, row));
          journals.clear();
        }
        if (random.nextInt(30) == 0) {
          List<Object> before = everything(world);
          world.restart(List.copyOf(checkpoint.values()), journals);
          assertThat(everything(world)).as("seed %d, step %d", seed, step).isEqualTo(before);
        }
      }
    }
  }

  private static void keep(Map<String, VolatileRow> checkpoint, VolatileRow row) {
    String name = row.kind() + HexFormat.of().formatHex(row.name());
    if (row.value() == null) {
      checkpoint.remove(name);
    } else {
      checkpoint.put(name, row);
    }
  }

  private static CounterKey any(Random random) {
    Counter.Kind[] kinds = Counter.Kind.values();
    Counter.Kind kind = kinds[random.nextInt(kinds.length)];
    Window window =
        kind == Counter.Kind.OPEN ? Window.Total.IN_TOTAL : WINDOWS.get(random.nextInt(3));
    return random.nextBoolean()
        ? counter("c" + random.nextInt(2), kind, window, "agent")
        : each("c0", kind, window);
  }

  private static CounterKey each(String scope, Counter.Kind kind, Window window) {
    return World.each(scope, kind, window, Map.of(new Counter.Key.SessionValue("customer"), "c-1"));
  }

  private static void act(World world, Random random) {
    Use use = world.use("s" + random.nextInt(3), "order://" + random.nextInt(3));
    CounterKey counter = any(random);
    Value amount =
        counter.counter().kind() == Counter.Kind.BUDGET
            ? new Value.Num(new BigDecimal(random.nextInt(1000)).movePointLeft(2))
            : Value.Num.of(1);
    Effect consume = new Effect.Consume(counter, amount);
    Effect remember =
        new Effect.Remember(
            use.token().session(),
            "act",
            use.request().resource(),
            struct(Map.of("n", Value.Num.of(random.nextInt(3)))));
    world.settle(use, consume, remember);
    if (random.nextInt(3) == 0) {
      world.state.report(use, List.of(consume), random.nextBoolean(), world.now);
    }
  }

  private static List<Object> everything(World world) {
    List<Object> all = new ArrayList<>();
    for (Counter.Kind kind : Counter.Kind.values()) {
      for (Window window : WINDOWS) {
        all.add(world.used(counter("c0", kind, window, "agent")));
        all.add(world.used(counter("c1", kind, window, "agent")));
        all.add(world.used(each("c0", kind, window)));
      }
    }
    for (int session = 0; session < 3; session++) {
      for (int n = 0; n < 3; n++) {
        for (boolean succeeded : new boolean[] {true, false}) {
          Value.Struct with = struct(Map.of("n", Value.Num.of(n)));
          all.add(
              world.happened(
                  new FactKey.History(
                      "s" + session, "act", null, true, with, Duration.ofMinutes(2), succeeded)));
        }
      }
    }
    return all;
  }
}
