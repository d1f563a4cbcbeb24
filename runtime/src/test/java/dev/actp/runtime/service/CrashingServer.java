package dev.actp.runtime.service;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.ledger.Receipt;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** A process to be killed: enforces without end and prints what it was answered, and only then. */
public final class CrashingServer {
  private static final int CALLERS = 16;

  private CrashingServer() {}

  public static void main(String... arguments) {
    Office office = Office.over(SqliteStore.open(DataFolder.open(Path.of(arguments[0]))));
    if (office.service.queries().tenants().isEmpty()) {
      office.open("acme");
    }
    for (int i = 0; i < CALLERS; i++) {
      Thread.ofPlatform().start(() -> enforce(office, System.out));
    }
  }

  private static void enforce(Office office, PrintStream out) {
    for (int i = 0; ; i++) {
      String action = i % 4 == 0 ? "act" : "read";
      Answer answer = office.enforce(Office.request("acme", action, Map.of()));
      Receipt receipt = answer.receipt();
      if (receipt != null) {
        boolean used = action.equals("act") && answer.decision().outcome() == Outcome.ALLOW;
        out.println(receipt.index() + " " + receipt.leafHash() + " " + (used ? "used" : "-"));
      }
    }
  }
}
