package dev.actp.server.backup;

import dev.actp.runtime.store.SqliteStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Makes a data folder of a backup: beside the place first, and put there as a whole once every
 * digest and whatever else is asked of it holds.
 */
public final class Restore {
  /** Files that a backup may have: two keys for each of some ten thousand tenants. */
  private static final int FILES_MAX = 100_000;

  /** Bytes of the digests. */
  private static final int DIGESTS_MAX = 64 << 20;

  private Restore() {}

  /** Holds a folder to more than its digests. */
  public interface Check {
    /** What is wrong with the folder: nothing comes of it then. */
    void hold(Path folder) throws IOException;
  }

  /** The file is no backup, or not as it was written. */
  public static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken(String why) {
      super(why);
    }
  }

  /**
   * Restores.
   *
   * @param target a folder that is not there, or is empty; the one around it is
   * @throws Broken if the file is not as it was written
   * @throws IOException if something cannot be read or written, or by {@code check}; then there is
   *     nothing at {@code target} that was not there before
   */
  public static void into(Path target, Path file, Check check) throws IOException {
    Path place = target.toAbsolutePath().normalize();
    if (!free(place)) {
      throw new IOException("`" + target + "` is not empty: name a folder that is not there");
    }
    Path beside = Private.folder(place.getParent(), ".actp-restore-");
    try {
      unpack(file, beside);
      check.hold(beside);
      Private.sync(beside);
      Files.deleteIfExists(
          place); // an empty folder; one that was filled meanwhile is no error of ours
      Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
      Private.sync(place.getParent());
    } finally {
      if (Files.exists(beside)) {
        Private.delete(beside);
      }
    }
  }

  private static boolean free(Path place) throws IOException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (var inside = Files.list(place)) {
      return inside.findAny().isEmpty();
    }
  }

  private static void unpack(Path file, Path into) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > FILES_MAX) {
        throw new Broken("it has more than " + FILES_MAX + " files");
      }
      ZipEntry said = zip.getEntry(Digests.NAME);
      if (said == null || zip.getEntry(SqliteStore.FILE) == null) {
        throw new Broken("it is no backup of a server");
      }
      Digests digests = new Digests();
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        if (!entry.getName().equals(Digests.NAME)) {
          unpack(zip, entry, into, digests);
        }
      }
      try (InputStream in = zip.getInputStream(said)) {
        String expected = new String(in.readNBytes(DIGESTS_MAX), StandardCharsets.UTF_8);
        if (!expected.equals(digests.text())) {
          throw new Broken("what it holds is not what was written: the digests differ");
        }
      }
    } catch (ZipException | EOFException e) {
      throw new Broken("it is cut off, edited, or no backup: " + e.getMessage());
    }
  }

  private static void unpack(ZipFile zip, ZipEntry entry, Path into, Digests digests)
      throws IOException {
    String name = entry.getName();
    if (!Names.good(name)) {
      throw new Broken("it holds a file that no server has");
    }
    Path file = into.resolve(name);
    Path folder = file.getParent();
    Private.folders(into, folder == null ? into : folder);
    Path made = Private.file(file);
    InputStream in = zip.getInputStream(entry);
    try (OutputStream out = Files.newOutputStream(made)) {
      digests.copy(name, in, out);
    }
    Private.sync(made);
  }
}
