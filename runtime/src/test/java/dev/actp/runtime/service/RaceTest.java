package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.MemoryStore;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.store.Store;
import dev.actp.runtime.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceTest {
  private static final int CALLERS = 64;

  @Test
  void exactlySoManyGetThroughOverMemory() throws Exception {
    race(new MemoryStore(), 1_000);
  }

  @Test
  void exactlySoManyGetThroughOverSqlite(@TempDir Path folder) throws Exception {
    race(SqliteStore.open(DataFolder.open(folder)), 1_500);
  }

  private static void race(Store store, int rounds) throws Exception {
    try (Office office = Office.over(store).open("acme");
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
      for (int round = 0; round < rounds; round++) {
        String agent = "agent-" + round;
        office.perform("acme", new Act.PutAgent(Office.agent(agent)));
        List<Callable<Outcome>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          calls.add(() -> office.enforce(act(agent)).decision().outcome());
        }
        int allowed = 0;
        for (Future<Outcome> outcome : callers.invokeAll(calls)) {
          allowed += outcome.get() == Outcome.ALLOW ? 1 : 0;
        }
        assertThat(allowed).as("round %d", round).isEqualTo(Office.LIMIT);
      }
    }
  }

  private static Enforcement act(String agent) {
    VerifiedToken.Grant grant = new VerifiedToken.Grant("p1", null, Set.of("act"));
    VerifiedToken.Link link =
        new VerifiedToken.Link(
            "jti-" + agent, agent, Office.START, Office.START.plusSeconds(60), List.of(grant));
    VerifiedToken token =
        new VerifiedToken("acme", "jti-" + agent, Value.Struct.EMPTY, List.of(link));
    Request request = new Request("acme", "act", "thing://1", Value.Struct.EMPTY, null, null, true);
    return new Enforcement(request, token, Office.GATEWAY, null, null, false);
  }
}
