package dev.actp.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.SqliteStore;
import dev.actp.runtime.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken from a token is taken from all that descends from it. */
class CascadeTest {
  @TempDir Path folder;

  /** What is revoked, and what a grandchild is then denied for. */
  record Cascade(Revocation what, Reason.Code code) {}

  static Stream<Cascade> cascades() {
    return Stream.of(
        new Cascade(new Revocation.Token("root"), Reason.Code.TOKEN_REVOKED),
        new Cascade(new Revocation.Token("child"), Reason.Code.TOKEN_REVOKED),
        new Cascade(new Revocation.Token("grandchild"), Reason.Code.TOKEN_REVOKED),
        new Cascade(new Revocation.Capability("root", "act"), Reason.Code.CAPABILITY_REVOKED),
        new Cascade(new Revocation.Capability("child", "act"), Reason.Code.CAPABILITY_REVOKED),
        new Cascade(new Revocation.OfAgent("agent"), Reason.Code.TOKEN_REVOKED),
        new Cascade(new Revocation.OfAgent("helper"), Reason.Code.TOKEN_REVOKED),
        new Cascade(new Revocation.OfPolicy("p1"), Reason.Code.POLICY_REVOKED),
        new Cascade(Revocation.Everything.EVERYTHING, Reason.Code.TOKEN_REVOKED));
  }

  @ParameterizedTest
  @MethodSource("cascades")
  void reachesTheLastOfAChainAlsoOverARestart(Cascade cascade) {
    try (Office office = start().open("acme")) {
      office.perform("acme", new Act.PutAgent(Office.agent("helper")));
      assertThat(grandchild(office).decision().outcome()).isEqualTo(Outcome.ALLOW);

      office.perform("acme", new Act.Revoke(cascade.what()));

      assertThat(code(grandchild(office))).isEqualTo(cascade.code());
    }
    try (Office office = start()) {
      assertThat(code(grandchild(office))).isEqualTo(cascade.code());
    }
  }

  private Office start() {
    return Office.over(SqliteStore.open(DataFolder.open(folder)));
  }

  private static Reason.Code code(Answer answer) {
    return answer.decision().reasons().getFirst().code();
  }

  private static Answer grandchild(Office office) {
    Enforcement asked = Office.request("acme", "act", Map.of());
    VerifiedToken token =
        new VerifiedToken(
            "acme",
            "root",
            Value.Struct.EMPTY,
            List.of(link("root", "agent"), link("child", "helper"), link("grandchild", "agent")));
    return office.enforce(
        new Enforcement(asked.request(), token, asked.caller(), null, null, false));
  }

  private static VerifiedToken.Link link(String jti, String agent) {
    VerifiedToken.Grant grant = new VerifiedToken.Grant("p1", null, Set.of("act"));
    return new VerifiedToken.Link(
        jti, agent, Office.START, Office.START.plusSeconds(864_000), List.of(grant));
  }
}
