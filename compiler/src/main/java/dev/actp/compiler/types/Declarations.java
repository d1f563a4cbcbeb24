package dev.actp.compiler.types;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.value.Type;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The types of what is in scope of a file: actions, session values and agent values, by name. */
public record Declarations(
    SortedMap<String, ActionDeclaration> actions,
    SortedMap<String, Type.Member> session,
    SortedMap<String, Type.Member> agent) {

  /**
   * Reads them; what is wrong with the file's own is reported, what is wrong with imported ones
   * was.
   */
  public static Declarations of(FileScope scope, Report report) {
    TypeReader own = new TypeReader(report);
    TypeReader imported = new TypeReader(new Report());
    Set<String> here = own(scope.file());
    SortedMap<String, ActionDeclaration> actions = new TreeMap<>();
    for (Declaration.Action action : scope.actions().values()) {
      String name = action.name().text();
      TypeReader reader = here.contains(name) ? own : imported;
      actions.put(
          name, new ActionDeclaration(name, reader.members(action.parameters()), action.open()));
    }
    SortedMap<String, Type.Member> session = new TreeMap<>();
    scope.sessions().forEach((name, s) -> session.put(name, own.member(s.field())));
    SortedMap<String, Type.Member> agent = new TreeMap<>();
    scope.agents().forEach((name, a) -> agent.put(name, own.member(a.field())));
    return new Declarations(
        Collections.unmodifiableSortedMap(actions),
        Collections.unmodifiableSortedMap(session),
        Collections.unmodifiableSortedMap(agent));
  }

  private static Set<String> own(PolicyFile file) {
    Set<String> names = new HashSet<>();
    for (Declaration declaration : file.declarations()) {
      if (declaration instanceof Declaration.Action action) {
        names.add(action.name().text());
      }
    }
    return names;
  }
}
