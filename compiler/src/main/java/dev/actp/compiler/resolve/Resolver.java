package dev.actp.compiler.resolve;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Import;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.SourceUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the libraries that a file imports, and what its names stand for. For one file, in one
 * thread.
 */
public final class Resolver {
  /** How many libraries one file may draw in, directly and through others. */
  public static final int MAX_LIBRARIES = 100;

  private final Sources sources;
  private final Report report;
  private final LibraryCheck libraryCheck;
  private final Map<String, FileScope> libraries = new HashMap<>();
  private final List<String> open = new ArrayList<>();

  /** What is wrong with a library by itself, besides its names. */
  @FunctionalInterface
  public interface LibraryCheck {
    void check(FileScope library, Report report);
  }

  public Resolver(Sources sources, Report report, LibraryCheck libraryCheck) {
    this.sources = sources;
    this.report = report;
    this.libraryCheck = libraryCheck;
  }

  /**
   * The scope of a file. What is wrong with it, or with a library that it draws in, is reported.
   */
  public FileScope resolve(String path, PolicyFile file) {
    open.add(path);
    ScopeBuilder names = new ScopeBuilder(file, report);
    Map<String, Import> imported = new LinkedHashMap<>();
    for (Import wanted : file.imports()) {
      Optional<String> target = ImportPath.resolve(path, wanted.path().value());
      if (target.isEmpty()) {
        escapes(wanted);
        names.missesNames();
        continue;
      }
      Import first = imported.putIfAbsent(target.get(), wanted);
      if (first != null) {
        report.add(
            Diagnostic.error(
                    Code.DUPLICATE_NAME,
                    "`" + wanted.path() + "` is imported twice",
                    wanted.path().span())
                .withLabel(first.path().span(), "first here"));
        continue;
      }
      library(target.get(), wanted).ifPresentOrElse(names::addImported, names::missesNames);
    }
    names.addOwn();
    open.removeLast();
    return names.build(path);
  }

  private void escapes(Import wanted) {
    report.error(
        Code.IMPORT_ESCAPES,
        "`" + wanted.path() + "` leads out of the policy root",
        wanted.path().span(),
        "import by a relative path with `/` between its parts, such as `\"shared/hours.actp\"`");
  }

  private Optional<FileScope> library(String path, Import wanted) {
    if (open.contains(path)) {
      String way = String.join("` imports `", open.subList(open.indexOf(path), open.size()));
      report.error(
          Code.IMPORT_CYCLE,
          "import cycle: `" + way + "` imports `" + path + "`",
          wanted.path().span());
      return Optional.empty();
    }
    FileScope known = libraries.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    if (libraries.size() >= MAX_LIBRARIES) {
      report.error(
          Code.TOO_MANY_IMPORTS,
          "more than " + MAX_LIBRARIES + " libraries are drawn in",
          wanted.path().span());
      return Optional.empty();
    }
    return switch (sources.read(path)) {
      case Sources.Absent ignored -> absent(path, wanted);
      case Sources.Unreadable unreadable -> unreadable(unreadable, wanted);
      case Sources.Parsed parsed -> parsed(path, wanted, parsed);
    };
  }

  private Optional<FileScope> absent(String path, Import wanted) {
    report.error(
        Code.IMPORT_MISSING,
        "there is no file `" + path + "`",
        wanted.path().span(),
        Suggestion.nearest(path, sources.paths())
            .map(p -> "did you mean the file `" + p + "`?")
            .orElse(null));
    return Optional.empty();
  }

  private Optional<FileScope> unreadable(Sources.Unreadable file, Import wanted) {
    report.error(
        Code.UNREADABLE,
        "`" + wanted.path() + "` cannot be read: " + file.why(),
        wanted.path().span());
    return Optional.empty();
  }

  private Optional<FileScope> parsed(String path, Import wanted, Sources.Parsed parsed) {
    report.addAll(parsed.diagnostics());
    SourceUnit unit = parsed.unit();
    if (unit == null) {
      return Optional.empty();
    }
    if (!(unit instanceof PolicyFile file) || file.kind() != PolicyFile.Kind.LIBRARY) {
      report.error(
          Code.IMPORT_NOT_LIBRARY,
          "`" + wanted.path() + "` is not a library",
          wanted.path().span(),
          "only a file that starts with `library NAME` can be imported");
      return Optional.empty();
    }
    FileScope scope = resolve(path, file);
    libraries.put(path, scope);
    libraryCheck.check(scope, report);
    return Optional.of(scope);
  }
}
