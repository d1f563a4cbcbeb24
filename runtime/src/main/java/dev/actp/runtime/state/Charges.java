package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.decision.Effect;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The charges of a use as a text that its record keeps: those that are given back where it is
 * reported failed, and for whoever decides it again the others too.
 */
public final class Charges {
  private Charges() {}

  /**
   * Those of a decision's effects; nothing where there are none.
   *
   * @param fewest only those that may be given back
   */
  public static Optional<String> text(List<Effect> effects, boolean fewest) {
    Wire out = null;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Consume(CounterKey key, var amount)
          && (!fewest || returnable(key))) {
        out = out == null ? new Wire() : out;
        CounterCodec.write(key, out);
        out.value(amount);
      }
    }
    return Optional.ofNullable(out).map(wire -> Base64.getEncoder().encodeToString(wire.toBytes()));
  }

  /** The effects that a text was made of. */
  public static List<Effect> effects(String text) {
    WireReader in = new WireReader(Base64.getDecoder().decode(text));
    List<Effect> effects = new ArrayList<>();
    while (in.more()) {
      effects.add(new Effect.Consume(CounterCodec.read(in), in.value()));
    }
    return effects;
  }

  /** Budgets and open units are given back, counts never. */
  static boolean returnable(CounterKey key) {
    return switch (key.counter().kind()) {
      case BUDGET, OPEN -> true;
      case COUNT, QUOTA -> false;
    };
  }
}
