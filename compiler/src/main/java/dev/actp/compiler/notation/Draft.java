package dev.actp.compiler.notation;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Type;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy while it is translated: its declarations and rules so far, and what there is to say
 * about them.
 */
final class Draft {
  private final Map<String, Declaration> declarations = new LinkedHashMap<>();
  private final List<Declaration> rules = new ArrayList<>();
  private final Map<String, Value> windows;

  private long depth;
  private boolean attenuated;

  final Findings findings;

  /**
   * @param windows the windows that the policy defines by name
   */
  Draft(Map<String, Value> windows, Findings findings) {
    this.windows = windows;
    this.findings = findings;
  }

  void problem(String pointer, String message) {
    findings.problem(pointer, message);
  }

  /** Declares a session value of type string. */
  String session(String name) {
    declarations.put("session " + name, new Declaration.Session(List.of(), field(name), Span.NONE));
    return name;
  }

  /** Declares an agent value of type string. */
  String agent(String name) {
    declarations.put("agent " + name, new Declaration.Agent(List.of(), field(name), Span.NONE));
    return name;
  }

  private static Field field(String name) {
    return new Field(Name.of(name), new Type.Named(Name.of("string"), Span.NONE), false, Span.NONE);
  }

  /** Declares an action that takes anything, so that a clause may speak of it. */
  void openAction(String name) {
    declarations.put(
        "action " + name,
        new Declaration.Action(List.of(), Name.of(name), List.of(), true, Span.NONE));
  }

  void window(Declaration.Window window) {
    declarations.put("window " + window.name().text(), window);
  }

  /** A window that the policy defines beside its constraints, or nothing. */
  Value definedWindow(String name) {
    return windows.getOrDefault(name, Value.Struct.EMPTY);
  }

  void rule(Declaration rule) {
    if (!rules.contains(rule)) {
      rules.add(rule);
    }
  }

  void delegationDepth(long links) {
    depth = Math.max(depth, links);
  }

  void attenuate() {
    attenuated = true;
  }

  /** Everything, declarations first. */
  List<Declaration> all() {
    List<Declaration> all = new ArrayList<>(declarations.values());
    all.addAll(rules);
    if (depth > 0) {
      all.add(new Declaration.Delegation(List.of(), Count.of(depth), attenuated, Span.NONE));
    }
    return all;
  }

  /** What one capability is made of. */
  record Parts(List<String> actions, List<Clause> clauses) {
    Parts(List<String> actions) {
      this(List.copyOf(actions), new ArrayList<>());
    }

    void add(Clause clause) {
      if (!clauses.contains(clause)) {
        clauses.add(clause);
      }
    }

    /**
     * Whether a request may come without the attribute that a constraint bounds: an action of it
     * only reads.
     */
    boolean reading() {
      return actions.stream().anyMatch(Verbs::reads);
    }
  }
}
