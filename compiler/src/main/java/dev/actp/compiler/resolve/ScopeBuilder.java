package dev.actp.compiler.resolve;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.PolicyFile;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Gathers what the names of one file stand for; reports what is declared twice or in the wrong kind
 * of file.
 */
final class ScopeBuilder {
  /** How long a name may be, in UTF-16 units. */
  private static final int MAX_NAME = 200;

  private final PolicyFile file;
  private final Report report;
  private final SortedMap<String, Declaration.Session> sessions = new TreeMap<>();
  private final SortedMap<String, Declaration.Agent> agents = new TreeMap<>();
  private final SortedMap<String, Declaration.Action> actions = new TreeMap<>();
  private final SortedMap<String, Declaration.Window> windows = new TreeMap<>();
  private final SortedMap<String, Declaration.NamedList> lists = new TreeMap<>();
  private final SortedMap<String, Declaration.ClauseSet> clauseSets = new TreeMap<>();
  private final SortedMap<String, Declaration.Capability> capabilities = new TreeMap<>();
  private final Map<String, Name> places = new HashMap<>();
  private final Map<String, FileScope> homes = new HashMap<>();
  private final SortedSet<String> granted = new TreeSet<>();
  private final Map<Placement, Declaration> single = new EnumMap<>(Placement.class);

  private boolean complete = true;

  ScopeBuilder(PolicyFile file, Report report) {
    this.file = file;
    this.report = report;
  }

  /** Adds what a library declares itself. */
  void addImported(FileScope library) {
    for (Declaration declaration : library.file().declarations()) {
      if (Placement.of(declaration).allowedIn(PolicyFile.Kind.LIBRARY)) {
        add(declaration);
        if (declaration instanceof Declaration.ClauseSet set) {
          homes.put(set.name().text(), library);
        }
      }
    }
  }

  /** An import failed. */
  void missesNames() {
    complete = false;
  }

  /** Adds what the file declares itself. */
  void addOwn() {
    demandFit(file.name());
    for (Declaration declaration : file.declarations()) {
      Placement placement = Placement.of(declaration);
      if (placement.allowedIn(file.kind())) {
        add(declaration);
      } else {
        report.error(
            Code.NOT_IN_THIS_FILE,
            "a " + file.kind().word() + " cannot hold `" + placement.word() + "`",
            declaration.span(),
            whereInstead(placement));
      }
    }
  }

  private static String whereInstead(Placement placement) {
    return placement.allowedIn(PolicyFile.Kind.LIBRARY)
        ? "move it to a `library` and import that"
        : "move it to a `policy`";
  }

  private void add(Declaration declaration) {
    Placement placement = Placement.of(declaration);
    if (placement.once()) {
      Declaration first = single.putIfAbsent(placement, declaration);
      if (first != null) {
        duplicate("`" + placement.word() + "` stands here twice", declaration, first);
      }
    }
    switch (declaration) {
      case Declaration.Session s -> put(sessions, s.field().name(), s, "session value");
      case Declaration.Agent a -> putAgent(a);
      case Declaration.Action a -> put(actions, a.name(), a, "action");
      case Declaration.Window w -> put(windows, w.name(), w, "window");
      case Declaration.NamedList l -> put(lists, l.name(), l, "list");
      case Declaration.ClauseSet c -> put(clauseSets, c.name(), c, "clause set");
      case Declaration.Capability c -> addCapability(c);
      case Declaration.Forbid ignored -> {}
      case Declaration.RequiredApproval ignored -> {}
      case Declaration.Quota ignored -> {}
      case Declaration.Decoy ignored -> {}
      case Declaration.Breaker ignored -> {}
      case Declaration.Audit ignored -> {}
      case Declaration.Delegation ignored -> {}
      case Declaration.TokenLifetime ignored -> {}
      case Declaration.Monitor ignored -> {}
      case Declaration.Explain ignored -> {}
    }
  }

  private void putAgent(Declaration.Agent agent) {
    Name name = agent.field().name();
    if (name.text().equals("id") || name.text().equals("name")) {
      report.error(
          Code.RESERVED_NAME,
          "`agent." + name + "` is there for every agent and cannot be declared",
          name.span());
    } else {
      put(agents, name, agent, "agent value");
    }
  }

  private void addCapability(Declaration.Capability capability) {
    put(capabilities, capability.name(), capability, "capability");
    SortedMap<String, Name> named = new TreeMap<>();
    for (Name action : capability.actions()) {
      granted.add(action.text());
      Name first = named.putIfAbsent(action.text(), action);
      if (first != null) {
        report.add(
            Diagnostic.error(
                    Code.DUPLICATE_NAME,
                    "this capability names `" + action + "` twice",
                    action.span())
                .withLabel(first.span(), "first here"));
      }
    }
  }

  private <D extends Declaration> void put(
      SortedMap<String, D> names, Name name, D declaration, String what) {
    demandFit(name);
    Name first = places.putIfAbsent(what + " " + name, name);
    if (first == null) {
      names.put(name.text(), declaration);
    } else {
      String help =
          declaration instanceof Declaration.Capability
              ? "give one of them a name of its own: `capability ... as NAME on ...`"
              : null;
      report.add(
          Diagnostic.error(
                  Code.DUPLICATE_NAME,
                  "the " + what + " `" + name + "` is declared twice",
                  name.span())
              .withLabel(first.span(), "first here")
              .withHelp(help));
    }
  }

  private void demandFit(Name name) {
    if (name.text().isBlank() || name.text().length() > MAX_NAME) {
      report.error(
          Code.UNFIT_NAME,
          "a name has 1 to " + MAX_NAME + " characters, not all of them blanks",
          name.span());
    }
  }

  private void duplicate(String message, Declaration again, Declaration first) {
    report.add(
        Diagnostic.error(Code.DUPLICATE_NAME, message, again.span())
            .withLabel(first.span(), "first here"));
  }

  FileScope build(String path) {
    return new FileScope(
        file,
        path,
        sessions,
        agents,
        actions,
        windows,
        lists,
        clauseSets,
        homes,
        granted,
        complete);
  }
}
