package dev.actp.runtime.state;

import dev.actp.runtime.value.Value;
import java.util.Collection;
import java.util.TreeMap;

/** Units taken and not yet released, each known by the use that took it. */
final class OpenTally implements Tally {
  private final TreeMap<Long, Unit> units = new TreeMap<>();

  /** One unit. */
  record Unit(long use, String session, String resource) {}

  @Override
  public Value used(long now) {
    return Value.Num.of(units.size());
  }

  @Override
  public void add(Charged charged) {
    units.put(charged.use(), new Unit(charged.use(), charged.session(), charged.resource()));
  }

  @Override
  public void giveBack(Charged charged) {
    units.remove(charged.use());
  }

  @Override
  public boolean idle(long now) {
    return units.isEmpty();
  }

  /** The session that took a unit, or nothing where there is none by that use. */
  String session(long use) {
    Unit unit = units.get(use);
    return unit == null ? "" : unit.session();
  }

  Collection<Unit> units() {
    return units.values();
  }

  @Override
  public void write(Wire out) {
    out.number(units.size());
    for (Unit unit : units.values()) {
      out.number(unit.use()).text(unit.session()).text(unit.resource());
    }
  }

  void read(WireReader in) {
    int size = in.size();
    for (int i = 0; i < size; i++) {
      Unit unit = new Unit(in.number(), in.text(), in.text());
      units.put(unit.use(), unit);
    }
  }
}
