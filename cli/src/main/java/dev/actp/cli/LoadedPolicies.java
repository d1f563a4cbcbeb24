package dev.actp.cli;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Policies that a command works on, each with how its user would name its places. */
record LoadedPolicies(List<Loaded> files, Diagnostics diagnostics) {

  /** One file, compiled. */
  record Loaded(CompiledFile file, Shown shown) {}

  /** Compiles what paths on the command line mean, in their order. */
  static LoadedPolicies of(Console console, List<String> paths) throws IOException {
    Diagnostics found = new Diagnostics();
    List<Loaded> files = new ArrayList<>();
    for (PolicyRoot root : PathArguments.resolve(console.folder(), paths)) {
      PolicyCompiler compiler = new PolicyCompiler(new FolderSources(root.folder()));
      Shown shown = new Shown(root.shown());
      for (CompiledFile file : compiler.compile(root.files()).files()) {
        found.add(shown, file.diagnostics());
        files.add(new Loaded(file, shown));
      }
    }
    return new LoadedPolicies(List.copyOf(files), found);
  }

  /** The policies and guardrails, in the order of the files. */
  List<Policy> policies() {
    return files.stream().map(each -> each.file().policy()).flatMap(Optional::stream).toList();
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
