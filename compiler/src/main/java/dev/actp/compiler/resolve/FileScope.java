package dev.actp.compiler.resolve;

import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.PolicyFile;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the names in one file stand for: its own declarations and those of the libraries that it
 * imports itself. Names of libraries that its libraries import are not in scope.
 *
 * @param homes the scopes in which imported clause sets were written, by name
 * @param granted the actions that capabilities of the file grant
 * @param complete false where an import failed, so that a name that is not here may well exist
 */
public record FileScope(
    PolicyFile file,
    String path,
    SortedMap<String, Declaration.Session> sessions,
    SortedMap<String, Declaration.Agent> agents,
    SortedMap<String, Declaration.Action> actions,
    SortedMap<String, Declaration.Window> windows,
    SortedMap<String, Declaration.NamedList> lists,
    SortedMap<String, Declaration.ClauseSet> clauseSets,
    Map<String, FileScope> homes,
    SortedSet<String> granted,
    boolean complete) {
  public FileScope {
    sessions = Collections.unmodifiableSortedMap(new TreeMap<>(sessions));
    agents = Collections.unmodifiableSortedMap(new TreeMap<>(agents));
    actions = Collections.unmodifiableSortedMap(new TreeMap<>(actions));
    windows = Collections.unmodifiableSortedMap(new TreeMap<>(windows));
    lists = Collections.unmodifiableSortedMap(new TreeMap<>(lists));
    clauseSets = Collections.unmodifiableSortedMap(new TreeMap<>(clauseSets));
    homes = Map.copyOf(homes);
    granted = Collections.unmodifiableSortedSet(new TreeSet<>(granted));
  }

  /** The clause set of that name and the scope of the file that it was written in. */
  public Optional<Homed> clauseSet(String name) {
    Declaration.@Nullable ClauseSet set = clauseSets.get(name);
    return set == null
        ? Optional.empty()
        : Optional.of(new Homed(set, homes.getOrDefault(name, this)));
  }

  /** The actions that are declared or granted. */
  public Set<String> knownActions() {
    SortedSet<String> known = new TreeSet<>(actions.keySet());
    known.addAll(granted);
    return known;
  }

  /** A clause set with the scope of the file that it was written in. */
  public record Homed(Declaration.ClauseSet set, FileScope home) {}
}
