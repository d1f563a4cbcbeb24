package dev.actp.server.policy;

import dev.actp.compiler.resolve.FolderSources;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.runtime.registry.PolicyVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * The policies of a folder and of the folders in it: every {@code .actp} file that declares a
 * policy or guardrail, but no {@code _test.actp}. All of them have to compile, or none is put in
 * force. A file that is gone does not go on granting: its policy is retired. Its guardrail stays,
 * so that a folder given by mistake takes no prohibition away.
 */
public final class PolicyFolder {
  private static final String TESTS = "_test.actp";

  private final PolicyBuilder builder;

  public PolicyFolder(PolicyBuilder builder) {
    this.builder = builder;
  }

  /**
   * What a folder holds.
   *
   * @param changed the policies that are not in force as they are here
   * @param unchanged how many are
   * @param gone what is in force of an earlier reading of a folder, and is not here any more
   * @param problems what is wrong; with any, nothing should be put in force
   */
  public record Contents(
      List<Built.Ready> changed, int unchanged, List<PolicyVersion> gone, List<String> problems) {
    public Contents {
      changed = List.copyOf(changed);
      gone = List.copyOf(gone);
      problems = List.copyOf(problems);
    }
  }

  /** Reads a folder beside what is in force. What has the same sources is not compiled again. */
  public Contents read(Path folder, List<PolicyVersion> inForce) {
    try {
      FolderSources sources = new FolderSources(folder);
      return read(sources, sources.all(), inForce);
    } catch (IOException e) {
      String problem =
          "the policy folder `%s` is no folder that can be read: %s".formatted(folder, e);
      return new Contents(List.of(), 0, List.of(), List.of(problem));
    }
  }

  private Contents read(FolderSources sources, List<String> paths, List<PolicyVersion> inForce) {
    Map<String, PolicyVersion> byMain = new HashMap<>();
    inForce.forEach(version -> byMain.put(version.main(), version));
    List<Built.Ready> changed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Set<String> unchanged = new HashSet<>();
    for (String path : paths) {
      if (path.endsWith(TESTS)) {
        continue;
      }
      PolicyVersion version = byMain.get(path);
      if (version != null && sameTexts(version.files(), sources)) {
        unchanged.add(version.name());
      } else {
        add(builder.build(path, sources), path, changed, problems);
      }
    }
    return new Contents(
        changed,
        unchanged.size(),
        gone(inForce, changed, unchanged),
        withNamesakes(changed, problems));
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

  private static List<String> withNamesakes(List<Built.Ready> changed, List<String> problems) {
    Map<String, String> names = new HashMap<>();
    for (Built.Ready ready : changed) {
      String name = ready.policy().policy().name();
      String other = names.putIfAbsent(name, ready.main());
      if (other != null) {
        problems.add("`%s` and `%s` declare one name, `%s`".formatted(other, ready.main(), name));
      }
    }
    return problems;
  }

  private static boolean sameTexts(SortedMap<String, String> texts, FolderSources sources) {
    for (var file : texts.entrySet()) {
      try {
        Optional<byte[]> bytes = sources.read(file.getKey());
        if (bytes.isEmpty()
            || !new String(bytes.get(), StandardCharsets.UTF_8).equals(file.getValue())) {
          return false;
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
