package dev.actp.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The project's own files, found from the folder that holds the build wrapper. */
final class SourceTree {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode");

  private final Path root;
  private final List<Path> files;
  private final List<JavaFile> java;

  private SourceTree(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> walk = Files.walk(root)) {
      files =
          walk.filter(Files::isRegularFile)
              .map(root::relativize)
              .filter(SourceTree::ours)
              .sorted()
              .toList();
    }
    var parser = new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_21));
    java = named(".java").map(file -> JavaFile.of(file, text(file), parser)).toList();
  }

  /** Reads the tree that the working directory lies in. */
  static SourceTree read() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = requireNonNull(folder.getParent(), "not inside the source tree");
    }
    return new SourceTree(folder);
  }

  /** All files, by their path from the root. */
  List<Path> files() {
    return files;
  }

  /** The files whose name has one of the endings. */
  Stream<Path> named(String... endings) {
    return files.stream().filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith));
  }

  /** A file's text; what is not UTF-8, as in a corpus of invalid files, is replaced. */
  String text(Path file) {
    try {
      return new String(Files.readAllBytes(root.resolve(file)), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  List<JavaFile> java() {
    return java;
  }

  /** The nodes of a kind that a rule finds fault with, each as {@code file:line}. */
  <N extends Node> List<String> offenders(
      Predicate<JavaFile> where, Class<N> kind, Predicate<N> offends) {
    return java.stream()
        .filter(where)
        .flatMap(file -> file.unit().findAll(kind, offends).stream().map(file::at))
        .toList();
  }

  private static boolean ours(Path file) {
    for (Path part : file) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }

  /** A parsed source file. */
  record JavaFile(Path path, int lines, CompilationUnit unit) {
    static JavaFile of(Path path, String text, JavaParser parser) {
      var parsed = parser.parse(text);
      if (!parsed.isSuccessful()) {
        throw new AssertionError(path + ": " + parsed.getProblems());
      }
      return new JavaFile(path, Math.toIntExact(text.lines().count()), parsed.getResult().get());
    }

    boolean isTest() {
      return path.toString().contains("src/test/");
    }

    boolean isMain() {
      return !isTest();
    }

    String packageName() {
      return unit.getPackageDeclaration().orElseThrow().getNameAsString();
    }

    String at(Node node) {
      return path + ":" + node.getBegin().orElseThrow().line;
    }
  }
}
