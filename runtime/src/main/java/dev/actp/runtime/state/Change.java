package dev.actp.runtime.state;

import dev.actp.runtime.decision.CounterKey;
import dev.actp.runtime.state.Digests.Digest;
import dev.actp.runtime.state.Tally.Charged;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A step of the state that changes with almost every decision; a journal of them leads from a
 * checkpoint to the present.
 */
sealed interface Change {

  /** A counter was charged. */
  record Consumed(Charged charge) implements Change {}

  /** A charge was given back. */
  record GivenBack(Charged charge) implements Change {}

  /** A counter starts again. */
  record Cleared(CounterKey counter) implements Change {}

  /** A session is alive until an instant at least. */
  record Lasts(String session, long ends, long at) implements Change {}

  /** A session used an action. */
  record Remembered(String session, String action, PastUse use) implements Change {}

  /** A use was reported succeeded. */
  record Succeeded(String session, String action, long use) implements Change {}

  /** How a use went was reported. */
  record Reported(long use, long at) implements Change {}

  /**
   * A token lives until an instant at least.
   *
   * @param token its id
   */
  record Extended(String token, long ends) implements Change {}

  /**
   * A proof of possession was shown.
   *
   * @param until when it is too old to be shown again
   */
  record Proved(String proof, long until, long at) implements Change {}

  /** A request was allowed. */
  record Acted(long at) implements Change {}

  /** Appends it to a journal. */
  default void write(Wire out) {
    switch (this) {
      case Consumed(Charged charge) -> write(charge, out.octet(1));
      case GivenBack(Charged charge) -> write(charge, out.octet(2));
      case Cleared(CounterKey counter) -> CounterCodec.write(counter, out.octet(3));
      case Lasts(String session, long ends, long at) ->
          out.octet(4).text(session).number(ends).number(at);
      case Remembered(String session, String action, PastUse use) -> {
        out.octet(5).text(session).text(action);
        out.number(use.use()).number(use.at()).text(use.resource());
        out.number(use.attributes().size());
        use.attributes()
            .forEach((name, digest) -> out.text(name).number(digest.high()).number(digest.low()));
      }
      case Succeeded(String session, String action, long use) ->
          out.octet(6).text(session).text(action).number(use);
      case Reported(long use, long at) -> out.octet(7).number(use).number(at);
      case Proved(String proof, long until, long at) ->
          out.octet(9).text(proof).number(until).number(at);
      case Acted(long at) -> out.octet(10).number(at);
      case Extended(String token, long ends) -> out.octet(8).text(token).number(ends);
    }
  }

  private static void write(Charged charge, Wire out) {
    CounterCodec.write(charge.counter(), out);
    out.value(charge.amount()).number(charge.at()).number(charge.use()).number(charge.ends());
    out.text(charge.session()).text(charge.resource());
  }

  /** The next change of a journal. */
  static Change read(WireReader in) {
    return switch (in.octet()) {
      case 1 -> new Consumed(charge(in));
      case 2 -> new GivenBack(charge(in));
      case 3 -> new Cleared(CounterCodec.read(in));
      case 4 -> new Lasts(in.text(), in.number(), in.number());
      case 5 -> new Remembered(in.text(), in.text(), use(in));
      case 6 -> new Succeeded(in.text(), in.text(), in.number());
      case 7 -> new Reported(in.number(), in.number());
      case 9 -> new Proved(in.text(), in.number(), in.number());
      case 10 -> new Acted(in.number());
      case 8 -> new Extended(in.text(), in.number());
      default -> throw new IllegalStateException("no such change in a stored journal");
    };
  }

  private static Charged charge(WireReader in) {
    return new Charged(
        CounterCodec.read(in),
        in.value(),
        in.number(),
        in.number(),
        in.number(),
        in.text(),
        in.text());
  }

  private static PastUse use(WireReader in) {
    long use = in.number();
    long at = in.number();
    String resource = in.text();
    int size = in.size();
    Map<String, Digest> attributes = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      attributes.put(in.text(), new Digest(in.number(), in.number()));
    }
    return new PastUse(use, at, resource, attributes, false);
  }
}
