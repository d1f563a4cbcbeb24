package dev.actp.runtime.service;

import dev.actp.runtime.value.Value;

/** Acts on the ledger itself: there is nothing to change but that they are on record. */
final class LedgerActs {
  private LedgerActs() {}

  static Ruling rotate(Desk desk, Act.RotateLedgerKey act) {
    Value.Struct details =
        new Details().text("before", act.before()).text("key", act.key()).struct();
    return new Ruling.Possible(desk.tenant, 0, details, Value.Struct.EMPTY, () -> {});
  }

  static Ruling recover(Desk desk, Act.RecoverLedger act) {
    Value.Struct details =
        new Details()
            .text("anchored", act.anchored().text())
            .text("size", Long.toString(act.size()))
            .struct();
    return new Ruling.Possible(desk.tenant, 0, details, Value.Struct.EMPTY, () -> {});
  }
}
