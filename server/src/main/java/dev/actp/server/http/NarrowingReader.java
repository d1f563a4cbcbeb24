package dev.actp.server.http;

import dev.actp.compiler.attenuation.NarrowingText;
import dev.actp.compiler.notation.NarrowingNotation;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.syntax.Clause;
import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what narrows a capability: {@code on} and {@code clauses} in the policy language, {@code
 * resource} and {@code constraints} in the words of the published dialects. What comes of it is in
 * canonical layout, and compiles under the policy in force. Not thread-safe.
 */
final class NarrowingReader {
  private final List<String> warnings = new ArrayList<>();

  /** What narrows is known beside names, also where there turns out to be nothing to narrow. */
  static void know(Members from) {
    List.of("on", "clauses", "resource", "resources", "constraints").forEach(from::any);
  }

  /** Where a translation could not be exact. */
  List<String> warnings() {
    return warnings.stream().distinct().toList();
  }

  /** The narrowing; an empty one where nothing is narrowed, or where a misfit says why not. */
  Narrowing read(Members from, String policy, CompiledPolicy compiled, Capability capability) {
    NarrowingText said = translated(from, capability);
    NarrowingText written = written(from, policy, capability);
    Narrowing narrowing =
        new NarrowingText(
                Stream.concat(said.on().stream(), written.on().stream()).toList(),
                Stream.<Clause>concat(said.clauses().stream(), written.clauses().stream()).toList())
            .of(policy, capability.name());
    String member = from.any("clauses") == null && from.any("on") != null ? "on" : "clauses";
    if (!said.on().isEmpty() && !written.on().isEmpty()) {
      from.misfit("on", "is given beside `resource`; give one of them");
    } else if (!narrowing.isBounded()) {
      from.misfit(member, Narrowing.BOUNDS);
    } else if (!narrowing.isEmpty()
        && compiled.attenuations().read(narrowing) instanceof Attenuation.Unclear(String why)) {
      from.misfit(member, "for `%s`: %s".formatted(capability.name(), why));
    } else {
      return narrowing;
    }
    return new Narrowing(policy, capability.name(), List.of(), "");
  }

  private NarrowingText translated(Members from, Capability capability) {
    List<String> resources = texts(from, "resource", "resources");
    Value.Struct constraints = from.struct("constraints");
    return switch (NarrowingNotation.translate(capability.actions(), resources, constraints, "")) {
      case NarrowingNotation.Outcome.Narrowed(NarrowingText text, List<String> more) -> {
        warnings.addAll(more);
        yield text;
      }
      case NarrowingNotation.Outcome.Unsaid(var problems) -> {
        problems.forEach(one -> from.misfit("constraints", one.message()));
        yield new NarrowingText(List.of(), List.of());
      }
    };
  }

  private static NarrowingText written(Members from, String policy, Capability capability) {
    String clauses = from.text("clauses");
    Narrowing narrowing =
        new Narrowing(policy, capability.name(), texts(from, "on"), clauses == null ? "" : clauses);
    if (!narrowing.isBounded()) {
      from.misfit("clauses", Narrowing.BOUNDS);
      return new NarrowingText(List.of(), List.of());
    }
    Report report = new Report();
    return NarrowingText.parse(narrowing, report)
        .orElseGet(
            () -> {
              report
                  .diagnostics()
                  .forEach(
                      one ->
                          from.misfit(
                              one.span().file().map(file -> file.path()).orElse("clauses"),
                              one.message()));
              return new NarrowingText(List.of(), List.of());
            });
  }

  /** One text or a list of them. */
  private static List<String> texts(Members from, String... names) {
    return from.any(names) instanceof Value.Text(String one) ? List.of(one) : from.texts(names);
  }
}
