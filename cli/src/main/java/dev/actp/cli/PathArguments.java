package dev.actp.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The files that paths on the command line mean. A folder stands for the {@code .actp} files in it
 * and below it, hidden folders aside, and is the root of their imports; the root of a single file
 * is the folder that the command runs in, or its own where it lies elsewhere.
 */
final class PathArguments {
  private static final String EXTENSION = ".actp";

  private final Path current;
  private final Map<Path, Found> roots = new LinkedHashMap<>();

  private PathArguments(Path current) {
    this.current = current;
  }

  private record Found(String shown, SortedSet<String> files) {}

  /**
   * The files, by root, in the order in which the roots were named.
   *
   * @throws Unusable where a path leads to nothing, or to something else than policies
   */
  static List<PolicyRoot> resolve(Path folder, List<String> paths) throws IOException {
    PathArguments found = new PathArguments(folder.toAbsolutePath().toRealPath());
    for (String path : paths) {
      found.add(path);
    }
    return found.roots.entrySet().stream()
        .map(
            each ->
                new PolicyRoot(
                    each.getKey(),
                    each.getValue().shown(),
                    new ArrayList<>(each.getValue().files())))
        .toList();
  }

  private void add(String text) throws IOException {
    Path path = current.resolve(text).normalize();
    if (Files.isDirectory(path)) {
      addFolder(text, path.toRealPath());
    } else if (Files.exists(path)) {
      addFile(text, path);
    } else {
      throw new Unusable("there is no file or folder `" + text + "`");
    }
  }

  private void addFolder(String text, Path folder) throws IOException {
    SortedSet<String> files = root(folder, shown(text)).files();
    int before = files.size();
    Files.walkFileTree(folder, new Collector(folder, files));
    if (files.size() == before && before == 0) {
      throw new Unusable("there is no " + EXTENSION + " file in `" + text + "`");
    }
  }

  private static String shown(String folder) {
    String unified = folder.replace('\\', '/').replaceAll("^(\\./)+|/+$", "");
    return unified.isEmpty() || unified.equals(".") ? "" : unified + "/";
  }

  private void addFile(String text, Path file) throws IOException {
    if (!text.endsWith(EXTENSION)) {
      throw new Unusable("`" + text + "` is no " + EXTENSION + " file");
    }
    Path real = file.toRealPath();
    boolean inside = real.startsWith(current);
    Path folder = inside ? current : Objects.requireNonNull(real.getParent());
    int name = text.replace('\\', '/').lastIndexOf('/');
    String shown = inside ? "" : shown(text.substring(0, Math.max(0, name)));
    root(folder, shown).files().add(relative(folder, real));
  }

  private Found root(Path folder, String shown) {
    return roots.computeIfAbsent(folder, none -> new Found(shown, new TreeSet<>()));
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final SortedSet<String> files;

    Collector(Path folder, SortedSet<String> files) {
      this.folder = folder;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
      boolean hidden = visited.getFileName().toString().startsWith(".");
      return hidden && !visited.equals(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.getFileName().toString().endsWith(EXTENSION)) {
        files.add(relative(folder, file));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
