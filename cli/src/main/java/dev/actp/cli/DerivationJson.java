package dev.actp.cli;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Effect;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.explain.Branch;
import dev.actp.runtime.explain.Derivation;
import dev.actp.runtime.explain.Question;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.ObligationText;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** A derivation as programs read it: one object, its members in a fixed order. */
final class DerivationJson {
  private final LoadedPolicies loaded;

  private DerivationJson(LoadedPolicies loaded) {
    this.loaded = loaded;
  }

  static String of(Derivation derivation, LoadedPolicies loaded) {
    DerivationJson json = new DerivationJson(loaded);
    Decision decision = derivation.decision();
    return ValueWriter.text(
        Documents.of(
            "request", request(derivation.question()),
            "outcome", word(decision.outcome()),
            "reasons", decision.reasons().stream().map(json::reason).toList(),
            "obligations", decision.obligations().stream().map(ObligationText::of).toList(),
            "approvals", approvals(decision),
            "policies", derivation.policies().stream().map(json::branch).toList()));
  }

  private static Value.Struct request(Question question) {
    SortedMap<String, Value> members =
        new TreeMap<>(
            Documents.of(
                    "action", question.action(),
                    "resource", question.resource(),
                    "context", question.attributes(),
                    "session", question.session(),
                    "agent", question.agent(),
                    "at", question.at().toString())
                .members());
    if (question.ip() != null) {
      members.put("ip", new Value.Text(question.ip().canonical()));
    }
    if (question.reason() != null) {
      members.put("reason", new Value.Text(question.reason()));
    }
    return new Value.Struct(members);
  }

  private Value.Struct reason(Reason reason) {
    return Documents.of(
        "code", word(reason.code()),
        "policy", reason.policy(),
        "capability", reason.capability(),
        "clause", reason.clause().text(),
        "place", place(reason.clause()),
        "message", reason.message() == null ? "" : reason.message(),
        "detail", reason.detail());
  }

  private static List<Value.Struct> approvals(Decision decision) {
    List<Value.Struct> asked = new ArrayList<>();
    for (Effect effect : decision.effects()) {
      if (effect instanceof Effect.OpenApproval open) {
        asked.add(
            Documents.of(
                "group", open.group(),
                "quorum", open.quorum(),
                "expires", open.expires().toString()));
      }
    }
    return asked;
  }

  private Value.Struct branch(Branch branch) {
    return Documents.of(
        "kind", word(branch.kind()),
        "verdict", word(branch.verdict()),
        "text", branch.text(),
        "detail", branch.detail(),
        "place", place(branch.place()),
        "parts", branch.parts().stream().map(this::branch).toList());
  }

  private String place(Source source) {
    return loaded.place(source);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
