package dev.actp.cli;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for changes of {@code .actp} files in folders and below them, hidden folders aside. A
 * change is answered when the files have been quiet for a moment, or have gone on changing for a
 * while: an editor that writes in several steps is one change.
 */
final class FileWatch implements AutoCloseable {
  /** How long files have to be quiet, in milliseconds, and after how many such waits at most. */
  private static final long QUIET = 100;

  private static final int MOST_WAITS = 20;

  private final WatchService service;
  private final Map<WatchKey, Path> folders = new HashMap<>();

  private FileWatch(WatchService service) {
    this.service = service;
  }

  /** Watches the folders of some roots. */
  static FileWatch of(List<PolicyRoot> roots) throws IOException {
    FileWatch watch = new FileWatch(roots.getFirst().folder().getFileSystem().newWatchService());
    for (PolicyRoot root : roots) {
      watch.add(root.folder());
    }
    return watch;
  }

  private void add(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
              throws IOException {
            Path name = visited.getFileName();
            if (name != null && name.toString().startsWith(".") && !visited.equals(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            folders.put(
                visited.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE),
                visited);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Waits for the next change; false when the watch is closed or its thread is interrupted. */
  boolean changed() throws IOException {
    try {
      boolean relevant = take(service.take());
      while (!relevant) {
        relevant = take(service.take());
      }
      for (int i = 0; i < MOST_WAITS; i++) {
        @Nullable WatchKey more = service.poll(QUIET, TimeUnit.MILLISECONDS);
        if (more == null) {
          break;
        }
        take(more);
      }
      return true;
    } catch (ClosedWatchServiceException closed) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether a policy or test may have changed; folders that are new are watched, too. */
  private boolean take(WatchKey key) throws IOException {
    boolean relevant = false;
    @Nullable Path folder = folders.get(key);
    for (WatchEvent<?> event : key.pollEvents()) {
      if (folder == null || !(event.context() instanceof Path name)) {
        relevant = true;
      } else if (Files.isDirectory(folder.resolve(name))) {
        add(folder.resolve(name));
        relevant = true;
      } else {
        relevant |= name.toString().endsWith(".actp");
      }
    }
    if (!key.reset()) {
      folders.remove(key);
    }
    return relevant;
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
