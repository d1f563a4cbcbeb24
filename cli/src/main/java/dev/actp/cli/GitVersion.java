package dev.actp.cli;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.MemorySources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Policies as they were committed, read by the {@code git} command. */
final class GitVersion {
  private static final int MOST_FILES = 2_000;
  private static final int LONGEST_OUTPUT = 64 * 1024 * 1024;
  private static final int SECONDS = 30;

  private final Path folder;

  private GitVersion(Path folder) {
    this.folder = folder;
  }

  /**
   * The policies of a file or folder as a revision has them.
   *
   * @throws Unusable where there is no such revision, no repository, or no {@code git}
   */
  static LoadedPolicies load(Console console, String revision, String text) throws IOException {
    PolicyRoot root = PathArguments.resolve(console.folder(), List.of(text)).getFirst();
    GitVersion git = new GitVersion(root.folder());
    String commit = git.commit(revision);
    SortedMap<String, String> sources = git.sources(commit);
    boolean single = !Files.isDirectory(console.folder().resolve(text));
    List<String> wanted =
        single
            ? root.files().stream().filter(path -> sources.keySet().contains(path)).toList()
            : List.copyOf(sources.keySet());
    MemorySources texts = new MemorySources(sources);
    PolicyCompiler compiler = new PolicyCompiler(texts);
    Shown shown = new Shown(revision + ":" + root.shown());
    Diagnostics found = new Diagnostics();
    List<LoadedPolicies.Loaded> files = new ArrayList<>();
    for (CompiledFile file : compiler.compile(wanted).files()) {
      found.add(shown, file.diagnostics());
      files.add(new LoadedPolicies.Loaded(file, shown, texts));
    }
    return new LoadedPolicies(files, found);
  }

  private String commit(String revision) throws IOException {
    Ran ran = run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}");
    if (ran.exit() != 0) {
      throw new Unusable("git knows no revision `" + revision + "` here");
    }
    return ran.output().strip();
  }

  private SortedMap<String, String> sources(String commit) throws IOException {
    Ran listed = run("ls-tree", "-r", "-z", "--name-only", commit, "--", ".");
    SortedMap<String, String> sources = new TreeMap<>();
    for (String path : listed.output().split("\0", -1)) {
      if (path.endsWith(".actp")) {
        sources.put(path, run("show", commit + ":./" + path).output());
      }
      if (sources.size() > MOST_FILES) {
        throw new Unusable("there are more than " + MOST_FILES + " files in that revision");
      }
    }
    return sources;
  }

  private record Ran(int exit, String output) {}

  /** Runs git in the folder; it prompts for nothing and takes no pager. */
  private Ran run(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(List.of(words));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new Unusable("`git` cannot be run: " + e.getMessage());
    }
    try {
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readNBytes(LONGEST_OUTPUT);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new Unusable("`git` takes too long");
      }
      return new Ran(process.exitValue(), new String(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unusable("`git` was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }
}
