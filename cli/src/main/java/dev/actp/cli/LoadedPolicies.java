package dev.actp.cli;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.attenuation.AttenuationCompiler;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Policies that a command works on, each with how its user would name its places. */
record LoadedPolicies(List<Loaded> files, Diagnostics diagnostics) {

  /**
   * One file, compiled.
   *
   * @param sources what it was compiled from
   */
  record Loaded(CompiledFile file, Shown shown, SourceLoader sources) {}

  /** Compiles what paths on the command line mean, in their order. */
  static LoadedPolicies of(Console console, List<String> paths) throws IOException {
    Diagnostics found = new Diagnostics();
    List<Loaded> files = new ArrayList<>();
    for (PolicyRoot root : PathArguments.resolve(console.folder(), paths)) {
      FolderSources sources = new FolderSources(root.folder());
      PolicyCompiler compiler = new PolicyCompiler(sources);
      Shown shown = new Shown(root.shown());
      for (CompiledFile file : compiler.compile(root.files()).files()) {
        found.add(shown, file.diagnostics());
        files.add(new Loaded(file, shown, sources));
      }
    }
    return new LoadedPolicies(List.copyOf(files), found);
  }

  /** The policies and guardrails, in the order of the files. */
  List<Policy> policies() {
    return files.stream().map(each -> each.file().policy()).flatMap(Optional::stream).toList();
  }

  /** The policies and guardrails, executable, with what narrowings by tokens mean under them. */
  List<CompiledPolicy> executable() throws IOException {
    RuleCompiler rules = new RuleCompiler();
    AttenuationCompiler attenuations = new AttenuationCompiler();
    List<CompiledPolicy> all = new ArrayList<>();
    IdentityHashMap<SourceLoader, Map<String, String>> texts = new IdentityHashMap<>();
    for (Loaded each : files) {
      Optional<Policy> policy = each.file().policy();
      if (policy.isPresent()) {
        if (!texts.containsKey(each.sources())) {
          texts.put(each.sources(), texts(each.sources()));
        }
        Map<String, String> known = texts.getOrDefault(each.sources(), Map.of());
        all.add(rules.compile(policy.get(), attenuations.of(each.file().path(), known)));
      }
    }
    return all;
  }

  private static Map<String, String> texts(SourceLoader sources) throws IOException {
    if (sources instanceof MemorySources(Map<String, String> all)) {
      return all;
    }
    List<String> paths = sources instanceof FolderSources all ? all.all() : sources.paths();
    Map<String, String> texts = new HashMap<>();
    for (String path : paths) {
      sources
          .read(path)
          .ifPresent(bytes -> texts.put(path, new String(bytes, StandardCharsets.UTF_8)));
    }
    return texts;
  }

  /** Where something is written, as the user would name it; empty for no place. */
  String place(Source source) {
    return files.stream()
        .filter(each -> each.file().path().equals(source.file()))
        .findFirst()
        .or(() -> files.stream().findFirst())
        .map(each -> each.shown().of(source))
        .orElse("");
  }

  /** Shows what is wrong, if anything keeps a policy from being used; warnings are not shown. */
  boolean refused(Console console) {
    if (diagnostics.errors() > 0) {
      diagnostics.print(console);
      return true;
    }
    return false;
  }
}
