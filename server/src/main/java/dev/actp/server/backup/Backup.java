package dev.actp.server.backup;

import dev.actp.runtime.store.DataFolder;
import dev.actp.runtime.store.FolderInUse;
import dev.actp.runtime.store.SqliteStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a data folder holds into a file: a ZIP archive of the database as one commit left it,
 * the keys, the secrets and how far collectors have come, and at last the SHA-256 of each. What the
 * server makes anew, such as the index, is left out. Works beside a server that runs.
 *
 * <p>The file is for its owner alone, as the folder is: it holds the keys.
 */
public final class Backup {
  private Backup() {}

  /**
   * Writes a new file: it is there completely, synced, or not at all.
   *
   * @throws FileAlreadyExistsException if it is there already
   * @throws IOException if something cannot be read or written
   * @throws dev.actp.runtime.store.StoreException if the database cannot be read
   */
  public static void write(Path data, Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path beside = Private.folder(file.toAbsolutePath().getParent(), ".actp-backup-");
    DataFolder held = held(data);
    try {
      // the database first: a key that is made meanwhile is one too many, and none is missing
      Path database = Private.file(beside.resolve(SqliteStore.FILE));
      SqliteStore.copy(data, database);
      Path archive = Private.file(beside.resolve("archive"));
      archive(data, database, archive);
      Private.sync(archive);
      Files.move(archive, file);
      Private.sync(file.toAbsolutePath().getParent());
    } finally {
      if (held != null) {
        held.close();
      }
      Private.delete(beside);
    }
  }

  /** Nothing changes in a folder that no server has; one that a server has is its own to change. */
  private static @Nullable DataFolder held(Path data) {
    try {
      return DataFolder.open(data);
    } catch (FolderInUse running) {
      return null;
    }
  }

  private static void archive(Path data, Path database, Path archive) throws IOException {
    Digests digests = new Digests();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(1); // most of it is hashes and what is encrypted
      entry(zip, digests, SqliteStore.FILE, database);
      for (Path file : files(data)) {
        entry(zip, digests, Names.of(data, file), file);
      }
      zip.putNextEntry(new ZipEntry(Digests.NAME));
      zip.write(digests.text().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }

  private static void entry(ZipOutputStream zip, Digests digests, String name, Path file)
      throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    digests.copy(name, Files.newInputStream(file), zip);
    zip.closeEntry();
  }

  private static List<Path> files(Path data) throws IOException {
    try (var all = Files.walk(data)) {
      return all.filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))
          .filter(one -> Names.kept(Names.of(data, one)))
          .sorted()
          .toList();
    }
  }
}
