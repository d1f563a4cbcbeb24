package dev.actp.runtime.state;

import dev.actp.runtime.state.Tally.Charged;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * Turns what earlier versions kept of a state into what this one keeps: they had values in the keys
 * of counters, and of values in histories 128 bits of SHA-256. What was counted stays as it is. For
 * one thread.
 */
public final class EarlierState {
  private final Digests digests;

  /**
   * @param key what the tenant's state keeps values under from now on
   */
  public EarlierState(SecretKey key) {
    digests = new Digests(key);
  }

  /** A piece of a checkpoint, which is there. */
  public VolatileRow piece(VolatileRow row) {
    byte[] value = row.value();
    return switch (row.kind()) {
      case VolatileRow.COUNTER -> new VolatileRow(row.kind(), counter(row.name()), value);
      case VolatileRow.SESSION ->
          new VolatileRow(row.kind(), row.name(), value == null ? null : session(value));
      default -> row;
    };
  }

  /** Whether a piece holds something of values that was kept under no key. */
  public boolean plain(VolatileRow row) {
    VolatileRow kept = piece(row);
    return !Arrays.equals(kept.name(), row.name()) || !Arrays.equals(kept.value(), row.value());
  }

  private byte[] counter(byte[] name) {
    Wire out = new Wire();
    CounterCodec.write(digests.keyed(CounterCodec.read(new WireReader(name))), out);
    return out.toBytes();
  }

  private byte[] session(byte[] value) {
    WireReader in = new WireReader(value);
    Wire out = new Wire().number(in.number());
    int actions = in.size();
    out.number(actions);
    for (int i = 0; i < actions; i++) {
      out.text(in.text());
      ActionHistory.read(in).keyed(digests).write(out);
    }
    return out.toBytes();
  }

  /** A journal. */
  public byte[] journal(byte[] changes) {
    WireReader in = new WireReader(changes);
    Wire out = new Wire();
    while (in.more()) {
      keyed(Change.read(in)).write(out);
    }
    return out.toBytes();
  }

  private Change keyed(Change change) {
    return switch (change) {
      case Change.Consumed(Charged charge) -> new Change.Consumed(keyed(charge));
      case Change.GivenBack(Charged charge) -> new Change.GivenBack(keyed(charge));
      case Change.Cleared(var counter) -> new Change.Cleared(digests.keyed(counter));
      case Change.Remembered(String session, String action, PastUse use) ->
          new Change.Remembered(session, action, use.keyed(digests));
      case Change.Lasts same -> same;
      case Change.Succeeded same -> same;
      case Change.Reported same -> same;
      case Change.Extended same -> same;
      case Change.Proved same -> same;
      case Change.Acted same -> same;
    };
  }

  private Charged keyed(Charged charge) {
    return new Charged(
        digests.keyed(charge.counter()),
        charge.amount(),
        charge.at(),
        charge.use(),
        charge.ends(),
        charge.session(),
        charge.resource());
  }
}
