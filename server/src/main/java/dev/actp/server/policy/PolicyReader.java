package dev.actp.server.policy;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * The policies of a snapshot: every {@code .actp} file that declares a policy or guardrail, but no
 * {@code _test.actp}. All of them have to compile, or none is put in force. A file that is gone
 * does not go on granting: its policy is retired. Its guardrail stays, so that a folder given by
 * mistake takes no prohibition away. A text that somebody took back by a rollback stays out of
 * force.
 */
final class PolicyReader {
  private static final String TESTS = "_test.actp";
  private static final int SINCE_ROLLBACK_MAX = 100;

  private final PolicyBuilder builder;
  private final Queries queries;

  PolicyReader(PolicyBuilder builder, Queries queries) {
    this.builder = builder;
    this.queries = queries;
  }

  /**
   * What a snapshot holds.
   *
   * @param changed the policies that are not in force as they are here
   * @param unchanged how many are
   * @param held versions in force by a rollback of what the snapshot still holds
   * @param gone what is in force of an earlier snapshot, and is not here any more
   * @param problems what is wrong; with any, nothing should be put in force
   */
  record Contents(
      List<Built.Ready> changed,
      int unchanged,
      List<PolicyVersion> held,
      List<PolicyVersion> gone,
      List<String> problems) {
    Contents {
      changed = List.copyOf(changed);
      held = List.copyOf(held);
      gone = List.copyOf(gone);
      problems = List.copyOf(problems);
    }
  }

  /** Reads a snapshot beside what is in force. What has the same sources is not compiled again. */
  Contents read(String tenant, Snapshot snapshot, List<PolicyVersion> inForce) {
    Map<String, PolicyVersion> byMain = new HashMap<>();
    inForce.forEach(version -> byMain.put(version.main(), version));
    List<Built.Ready> changed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<PolicyVersion> held = new ArrayList<>();
    Map<String, String> unchanged = new HashMap<>();
    for (String path : snapshot.files().keySet()) {
      if (path.endsWith(TESTS)) {
        continue;
      }
      PolicyVersion version = byMain.get(path);
      if (version != null && sameTexts(version.files(), snapshot)) {
        unchanged.put(version.name(), path);
      } else if (version != null && takenBack(tenant, version, snapshot)) {
        unchanged.put(version.name(), path);
        held.add(version);
      } else {
        add(builder.build(path, snapshot), path, changed, problems);
      }
    }
    return new Contents(
        changed,
        unchanged.size(),
        held,
        gone(inForce, changed, unchanged.keySet()),
        withNamesakes(unchanged, changed, problems));
  }

  /** The policies in force whose files say something else here. */
  static List<PolicyVersion> concerned(Snapshot snapshot, List<PolicyVersion> inForce) {
    return inForce.stream()
        .filter(version -> version.ofFolder() || snapshot.files().containsKey(version.main()))
        .filter(version -> !sameTexts(version.files(), snapshot))
        .toList();
  }

  /** Whether a snapshot has what the rollback in force went back from. */
  private boolean takenBack(String tenant, PolicyVersion version, Snapshot snapshot) {
    int restored = version.origin().restored();
    if (restored == 0) {
      return false;
    }
    int between = Math.min(version.number() - restored - 1, SINCE_ROLLBACK_MAX);
    return queries.versions(tenant, version.id(), version.number(), between).stream()
        .anyMatch(one -> sameTexts(one.files(), snapshot));
  }

  private static List<PolicyVersion> gone(
      List<PolicyVersion> inForce, List<Built.Ready> changed, Set<String> unchanged) {
    Set<String> here = new HashSet<>(unchanged);
    changed.forEach(ready -> here.add(ready.policy().policy().name()));
    return inForce.stream()
        .filter(version -> version.ofFolder() && !here.contains(version.name()))
        .toList();
  }

  private static void add(
      Built built, String path, List<Built.Ready> changed, List<String> problems) {
    switch (built) {
      case Built.Ready ready -> changed.add(ready);
      case Built.Wrong(List<Diagnostic> wrong) ->
          problems.add(new TextRenderer(false).render(wrong));
      case Built.TooMuch tooMuch -> problems.add("`" + path + "` takes too long to compile");
      case Built.Nothing nothing -> {}
    }
  }

  private static List<String> withNamesakes(
      Map<String, String> unchanged, List<Built.Ready> changed, List<String> problems) {
    Map<String, String> names = new HashMap<>(unchanged);
    for (Built.Ready ready : changed) {
      String name = ready.policy().policy().name();
      String other = names.putIfAbsent(name, ready.main());
      if (other != null) {
        problems.add("`%s` and `%s` declare one name, `%s`".formatted(other, ready.main(), name));
      }
    }
    return problems;
  }

  private static boolean sameTexts(SortedMap<String, String> texts, Snapshot snapshot) {
    return texts.entrySet().stream()
        .allMatch(
            file -> {
              byte[] bytes = snapshot.files().get(file.getKey());
              return bytes != null
                  && new String(bytes, StandardCharsets.UTF_8).equals(file.getValue());
            });
  }
}
