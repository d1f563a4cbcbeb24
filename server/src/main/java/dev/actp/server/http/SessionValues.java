package dev.actp.server.http;

import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.syntax.Characters;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Typing;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The session values of a token: {@code context} and {@code session} of the request together, where
 * {@code session.x} and {@code x} are one name, and {@code agent.x} is no value but has to be what
 * the registry says.
 */
final class SessionValues {
  private static final String SESSION = "session.";
  private static final String AGENT = "agent.";

  private SessionValues() {}

  /** The values in a body; what contradicts itself or the agent is a misfit. */
  static Value.Struct read(Members body, Agent agent) {
    TreeMap<String, Value> values = new TreeMap<>();
    take(body, "context", agent, values);
    take(body, "session", agent, values);
    return new Value.Struct(values);
  }

  private static void take(Members body, String member, Agent agent, Map<String, Value> values) {
    body.struct(member)
        .members()
        .forEach(
            (name, value) -> {
              if (name.startsWith(AGENT)) {
                checkAgent(body, member, name, value, agent);
                return;
              }
              String plain = name.startsWith(SESSION) ? name.substring(SESSION.length()) : name;
              Value earlier = values.put(plain, value);
              if (earlier != null && !earlier.equals(value)) {
                body.misfit(member, "`" + name + "` is given twice with different values");
              }
            });
  }

  private static void checkAgent(
      Members body, String member, String name, Value value, Agent agent) {
    String plain = name.substring(AGENT.length());
    boolean same =
        switch (plain) {
          case "id" ->
              value.equals(new Value.Text(agent.id()))
                  || value.equals(new Value.Text(agent.name()));
          case "name" -> value.equals(new Value.Text(agent.name()));
          default -> value.equals(agent.values().members().get(plain));
        };
    if (!same) {
      body.misfit(member, "`" + name + "` is not what the registry holds of the agent");
    }
  }

  /** Where values and agent do not fit what the policies declare; empty where all is well. */
  static List<Misfit> against(List<CompiledPolicy> policies, Value.Struct values, Agent agent) {
    List<Misfit> misfits = new ArrayList<>(conflicts(policies));
    misfits.addAll(misspelt(policies, values));
    for (CompiledPolicy policy : policies) {
      String named = " (policy `" + policy.policy().name() + "`)";
      if (Typing.values(policy.policy().session(), values, "session") instanceof Fault fault) {
        misfits.add(new Misfit("/session", fault.detail() + named));
      }
      if (Typing.values(policy.policy().agent(), agent.values(), "agent") instanceof Fault fault) {
        misfits.add(new Misfit("/agentId", fault.detail() + named));
      }
    }
    return misfits;
  }

  /** What no policy declares, though one declares something that is written almost so. */
  private static List<Misfit> misspelt(List<CompiledPolicy> policies, Value.Struct values) {
    Set<String> missing = new TreeSet<>(declared(policies));
    missing.removeAll(values.members().keySet());
    List<Misfit> misfits = new ArrayList<>();
    for (String name : undeclared(policies, values)) {
      Suggestion.nearest(name, missing)
          .ifPresent(
              near ->
                  misfits.add(
                      new Misfit(
                          "/session",
                          "no policy of the token declares `session.%s`; did you mean `%s`?"
                              .formatted(Characters.visible(name), near))));
    }
    return misfits;
  }

  /** Warnings of values that are signed though no policy of the token can read them. */
  static List<String> unread(List<CompiledPolicy> policies, Value.Struct values) {
    String all = String.join("`, `", declared(policies));
    return undeclared(policies, values).stream()
        .map(
            name ->
                "no policy of the token declares `session.%s`, so none can read it%s"
                    .formatted(
                        Characters.visible(name),
                        all.isEmpty() ? "" : "; declared is `" + all + "`"))
        .toList();
  }

  private static List<String> undeclared(List<CompiledPolicy> policies, Value.Struct values) {
    Set<String> declared = declared(policies);
    return values.members().keySet().stream().filter(name -> !declared.contains(name)).toList();
  }

  private static Set<String> declared(List<CompiledPolicy> policies) {
    Set<String> names = new TreeSet<>();
    policies.forEach(policy -> names.addAll(policy.policy().session().keySet()));
    return names;
  }

  private static List<Misfit> conflicts(List<CompiledPolicy> policies) {
    List<Misfit> misfits = new ArrayList<>();
    Map<String, Type> types = new HashMap<>();
    for (CompiledPolicy policy : policies) {
      policy
          .policy()
          .session()
          .forEach(
              (name, member) -> {
                Type earlier = types.putIfAbsent(name, member.type());
                if (earlier != null && !earlier.equals(member.type())) {
                  misfits.add(
                      new Misfit(
                          "/policyIds",
                          "the policies declare `session." + name + "` with two types"));
                }
              });
    }
    return misfits;
  }
}
