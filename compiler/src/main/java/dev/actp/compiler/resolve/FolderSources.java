package dev.actp.compiler.resolve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a folder and of the folders in it, but for hidden ones: Git keeps its own there, and
 * Kubernetes what the links beside lead to. Links are followed as long as they stay inside.
 */
public final class FolderSources implements SourceLoader {
  private static final int MAX_FILES = 100_000;
  private static final int MAX_SUGGESTED = 1_000;

  private final Path root;

  /**
   * The sources under a folder.
   *
   * @throws IOException where there is no such folder
   */
  public FolderSources(Path root) throws IOException {
    this.root = root.toRealPath();
    if (!Files.isDirectory(this.root)) {
      throw new NotDirectoryException(root.toString());
    }
  }

  /** The folder, links resolved. */
  public Path root() {
    return root;
  }

  @Override
  public Optional<byte[]> read(String path) throws IOException {
    Path file = root.resolve(path);
    if (!isSpelledSo(file)) {
      return Optional.empty();
    }
    Path real = file.toRealPath();
    if (!real.startsWith(root) || !Files.isRegularFile(real)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(real)) {
      return Optional.of(in.readNBytes(MAX_BYTES + 1));
    }
  }

  /**
   * Whether each part of the path is in the folder before it under exactly that name, so that case
   * always counts.
   */
  private boolean isSpelledSo(Path file) throws IOException {
    Path reached = root;
    for (Path part : root.relativize(file)) {
      reached = reached.resolve(part);
      try {
        Path real = reached.toRealPath(LinkOption.NOFOLLOW_LINKS);
        if (!real.endsWith(part)) {
          return false;
        }
      } catch (NoSuchFileException e) {
        return false;
      }
    }
    return true;
  }

  /**
   * All {@code .actp} files, sorted.
   *
   * @throws IOException where not all of them can be seen, or they are more than 100,000: who goes
   *     through all policies must not miss one that forbids
   */
  public List<String> all() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<String> all =
          files
              .filter(f -> f.getFileName().toString().endsWith(".actp"))
              .map(root::relativize)
              .filter(f -> !isHidden(f))
              .limit(MAX_FILES + 1L)
              .map(f -> f.toString().replace('\\', '/'))
              .sorted()
              .toList();
      if (all.size() > MAX_FILES) {
        throw new IOException("there are more than " + MAX_FILES + " policy files");
      }
      return all;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public List<String> paths() {
    try {
      List<String> all = all();
      return all.subList(0, Math.min(all.size(), MAX_SUGGESTED));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isHidden(Path file) {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      if (folder.getFileName().toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }
}
