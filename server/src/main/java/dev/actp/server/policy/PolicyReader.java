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
import org.jspecify.annotations.Nullable;

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
        keep(version, path, unchanged, problems);
      } else if (version != null && takenBack(tenant, version, snapshot)) {
        keep(version, path, unchanged, problems);
        held.add(version);
      } else {
        Built built = builder.build(path, snapshot);
        PolicyVersion other = built instanceof Built.Ready ready ? wentBack(tenant, ready) : null;
        if (other == null) {
          add(built, path, changed, problems);
        } else {
          keep(other, path, unchanged, problems);
          held.add(other);
        }
      }
    }
    return new Contents(
        changed,
        unchanged.size(),
        held,
        gone(inForce, changed, unchanged.keySet()),
        withNamesakes(unchanged, changed, problems));
  }

  private static void keep(
      PolicyVersion version, String path, Map<String, String> unchanged, List<String> problems) {
    String other = unchanged.put(version.name(), path);
    if (other != null) {
      problems.add(namesakes(other, path, version.name()));
    }
  }

  private static String namesakes(String one, String other, String name) {
    return "`%s` and `%s` declare one name, `%s`".formatted(one, other, name);
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
    return between(tenant, version).stream().anyMatch(one -> sameTexts(one.files(), snapshot));
  }

  /** The versions that a rollback went back over; none where there was no rollback. */
  private List<PolicyVersion> between(String tenant, PolicyVersion version) {
    int restored = version.origin().restored();
    int between = Math.min(version.number() - restored - 1, SINCE_ROLLBACK_MAX);
    return restored == 0
        ? List.of()
        : queries.versions(tenant, version.id(), version.number(), between);
  }

  /** The last version of a policy, if that went back from this one: whatever its file is called. */
  private @Nullable PolicyVersion wentBack(String tenant, Built.Ready ready) {
    String digest = ready.policy().digest();
    return queries
        .lastNamed(tenant, ready.policy().policy().name())
        .filter(last -> between(tenant, last).stream().anyMatch(one -> one.digest().equals(digest)))
        .orElse(null);
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
        problems.add(namesakes(other, ready.main(), name));
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
