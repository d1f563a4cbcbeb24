package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Counter keys as bytes: equal keys, and only those, give equal bytes. */
final class CounterCodec {
  private CounterCodec() {}

  static void write(CounterKey key, Wire out) {
    Counter counter = key.counter();
    out.text(counter.policy()).text(counter.scope()).text(counter.kind().name());
    switch (counter.window()) {
      case Window.Sliding sliding -> out.octet(1).text(sliding.length().toString());
      case Window.Calendar calendar ->
          out.octet(2).text(calendar.unit().name()).text(calendar.zone().getId());
      case Window.Total ignored -> out.octet(3);
    }
    out.text(counter.measure()).flag(counter.releasedBy() != null);
    if (counter.releasedBy() != null) {
      out.text(counter.releasedBy());
    }
    out.number(counter.keys().size());
    for (Counter.Key each : counter.keys()) {
      switch (each) {
        case Counter.Key.Of of -> out.octet(1).text(of.name());
        case Counter.Key.SessionValue value -> out.octet(2).text(value.name());
        case Counter.Key.Attribute attribute -> out.octet(3).text(attribute.name());
      }
    }
    out.texts(key.values());
  }

  static CounterKey read(WireReader in) {
    String policy = in.text();
    String scope = in.text();
    Counter.Kind kind = Counter.Kind.valueOf(in.text());
    Window window =
        switch (in.octet()) {
          case 1 -> new Window.Sliding(Duration.parse(in.text()));
          case 2 -> new Window.Calendar(Window.Unit.valueOf(in.text()), ZoneId.of(in.text()));
          case 3 -> Window.Total.IN_TOTAL;
          default -> throw new IllegalStateException("no such window in a stored counter");
        };
    String measure = in.text();
    String releasedBy = in.flag() ? in.text() : null;
    int size = in.size();
    List<Counter.Key> keys = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      keys.add(
          switch (in.octet()) {
            case 1 -> Counter.Key.Of.valueOf(in.text());
            case 2 -> new Counter.Key.SessionValue(in.text());
            case 3 -> new Counter.Key.Attribute(in.text());
            default -> throw new IllegalStateException("no such key in a stored counter");
          });
    }
    Counter counter = new Counter(policy, scope, kind, window, measure, releasedBy, keys);
    return new CounterKey(counter, in.texts());
  }
}
