package dev.actp.runtime.state;

import dev.actp.runtime.registry.Quotas;
import java.util.List;

/** How many requests of the tenant were allowed in the calendar month, UTC. */
final class Month {
  private static final byte[] NAME = {};

  private long ends = Long.MIN_VALUE;
  private long count;
  private boolean dirty;

  long count(long now) {
    return now < ends ? count : 0;
  }

  void add(long at) {
    if (at >= ends) {
      ends = Micros.of(Quotas.monthEnd(Micros.at(at)));
      count = 0;
    }
    count++;
    dirty = true;
  }

  int changed() {
    return dirty ? 1 : 0;
  }

  void drain(Wire wire, List<VolatileRow> rows) {
    if (dirty) {
      byte[] value = wire.reset().number(ends).number(count).toBytes();
      rows.add(new VolatileRow(VolatileRow.MONTH, NAME, value));
      dirty = false;
    }
  }

  void restore(byte[] value) {
    WireReader in = new WireReader(value);
    ends = in.number();
    count = in.number();
  }
}
