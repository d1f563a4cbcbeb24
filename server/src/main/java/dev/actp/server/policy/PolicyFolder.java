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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a folder and of the folders in it: every {@code .actp} file that declares a
 * policy or guardrail, but no {@code _test.actp}. All of them have to compile, or none is put in
 * force.
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
   * @param problems what is wrong; with any, nothing should be put in force
   */
  public record Contents(List<Built.Ready> changed, int unchanged, List<String> problems) {
    public Contents {
      changed = List.copyOf(changed);
      problems = List.copyOf(problems);
    }
  }

  /** Reads a folder beside what is in force. What has the same sources is not compiled again. */
  public Contents read(Path folder, List<PolicyVersion> inForce) {
    FolderSources sources;
    try {
      sources = new FolderSources(folder);
    } catch (IOException e) {
      return new Contents(
          List.of(),
          0,
          List.of("the policy folder `" + folder + "` is no folder that can be read"));
    }
    Map<String, PolicyVersion> byMain = new HashMap<>();
    inForce.forEach(version -> byMain.put(version.main(), version));
    List<Built.Ready> changed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    int unchanged = 0;
    for (String path : sources.paths()) {
      if (path.endsWith(TESTS)) {
        continue;
      }
      if (isInForce(byMain.get(path), sources)) {
        unchanged++;
      } else {
        add(builder.build(path, sources), path, changed, problems);
      }
    }
    return new Contents(changed, unchanged, withNamesakes(changed, problems));
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

  private static boolean isInForce(@Nullable PolicyVersion version, FolderSources sources) {
    return version != null && sameTexts(version.files(), sources);
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
