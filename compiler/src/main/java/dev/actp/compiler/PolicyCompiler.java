package dev.actp.compiler;

import dev.actp.compiler.check.CheckSettings;
import dev.actp.compiler.check.Checks;
import dev.actp.compiler.check.Silence;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.clause.PolicyLowering;
import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Resolver;
import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.compiler.resolve.Sources;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Comment;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.TestFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code .actp} files under one root to policies. Whatever is wrong with a file is a
 * diagnostic; nothing is thrown, and a file with an error gives no policy. Thread-safe; each file
 * is read and compiled once in the life of a compiler, though a policy is asked for by itself and
 * by each of its tests.
 *
 * <p>Bounds: 256 KiB a file, 2,000 clauses a policy with those of the clause sets that it uses, 100
 * libraries a file.
 */
public final class PolicyCompiler {
  private final Sources sources;
  private final CheckSettings settings;
  private final Map<String, CompiledFile> compiled = new ConcurrentHashMap<>();

  public PolicyCompiler(SourceLoader loader) {
    this(loader, CheckSettings.PLAIN);
  }

  public PolicyCompiler(SourceLoader loader, CheckSettings settings) {
    this.sources = new Sources(loader);
    this.settings = settings;
  }

  private PolicyCompiler(Sources sources, CheckSettings settings) {
    this.sources = sources;
    this.settings = settings;
  }

  /** A compiler to which one file says something else; what was read is not read again. */
  public PolicyCompiler with(String path, PolicyFile instead) {
    return new PolicyCompiler(sources.with(path, instead), settings);
  }

  /** Compiles one policy that is held in memory and imports nothing. */
  public static CompiledFile compileText(String path, String text) {
    return new PolicyCompiler(new MemorySources(Map.of(path, text))).compile(path);
  }

  /** Compiles files, in parallel. A test file is read and not compiled. */
  public Compilation compile(List<String> paths) {
    return new Compilation(paths.parallelStream().map(this::compile).toList());
  }

  /** Compiles one file. */
  public CompiledFile compile(String path) {
    CompiledFile known = compiled.get(path);
    if (known != null) {
      return known;
    }
    CompiledFile file = compileAnew(path);
    compiled.put(path, file);
    return file;
  }

  private CompiledFile compileAnew(String path) {
    return switch (sources.read(path)) {
      case Sources.Absent ignored -> absent(path);
      case Sources.Unreadable file ->
          failed(path, "`" + path + "` cannot be read: " + file.why(), null);
      case Sources.Parsed parsed -> compile(path, parsed);
    };
  }

  private CompiledFile absent(String path) {
    String help =
        Suggestion.nearest(path, sources.paths())
            .map(p -> "did you mean `" + p + "`?")
            .orElse(null);
    return failed(path, "there is no file `" + path + "`", help);
  }

  private static CompiledFile failed(String path, String message, @Nullable String help) {
    Span nowhere = Span.of(new SourceFile(path, ""), 0, 0);
    Diagnostic diagnostic = Diagnostic.error(Code.UNREADABLE, message, nowhere).withHelp(help);
    return new CompiledFile(path, null, null, List.of(diagnostic));
  }

  private CompiledFile compile(String path, Sources.Parsed parsed) {
    Report report = new Report();
    report.addAll(parsed.diagnostics());
    SourceUnit unit = parsed.unit();
    if (unit == null) {
      return new CompiledFile(path, null, null, report.diagnostics());
    }
    Optional<LoweredPolicy> lowered =
        switch (unit) {
          case TestFile ignored -> Optional.empty();
          case PolicyFile file -> lower(path, file, report);
        };
    List<Diagnostic> left =
        Silence.apply(
            report.diagnostics(), parsed.comments(), libraryComments(path, report.diagnostics()));
    return new CompiledFile(path, unit, lowered.orElse(null), inReadingOrder(path, left));
  }

  private List<Comment> libraryComments(String path, List<Diagnostic> diagnostics) {
    return diagnostics.stream()
        .map(PolicyCompiler::path)
        .distinct()
        .filter(other -> !other.equals(path))
        .flatMap(other -> sources.commentsOf(other).stream())
        .toList();
  }

  /** The file itself first, then what it draws in; each from its top. */
  private static List<Diagnostic> inReadingOrder(String path, List<Diagnostic> diagnostics) {
    Comparator<Diagnostic> order =
        Comparator.comparing((Diagnostic d) -> !path(d).equals(path))
            .thenComparing(PolicyCompiler::path)
            .thenComparingInt(d -> d.span().start());
    return diagnostics.stream().sorted(order).toList();
  }

  private static String path(Diagnostic diagnostic) {
    return diagnostic.span().file().map(SourceFile::path).orElse("");
  }

  private Optional<LoweredPolicy> lower(String path, PolicyFile file, Report report) {
    FileScope scope =
        new Resolver(sources, report, PolicyLowering::checkLibrary).resolve(path, file);
    if (file.kind() == PolicyFile.Kind.LIBRARY) {
      PolicyLowering.checkLibrary(scope, report);
      return Optional.empty();
    }
    Optional<LoweredPolicy> lowered = PolicyLowering.lower(scope, report);
    lowered.ifPresent(policy -> Checks.run(policy, settings, report));
    return lowered.filter(policy -> report.errors() == 0);
  }
}
