package dev.actp.cli;

import dev.actp.runtime.export.ExportFormat;
import dev.actp.runtime.export.ShownRecord;
import dev.actp.runtime.ledger.Companion;
import dev.actp.runtime.ledger.ExportDigest;
import dev.actp.runtime.ledger.Leaf;
import dev.actp.runtime.ledger.Leaves;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.runtime.registry.AuditRecord;
import dev.actp.runtime.registry.LedgerPages;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.store.ExportedLedger;
import dev.actp.runtime.store.SqliteLedger;
import dev.actp.server.ledger.LedgerKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes all records of a ledger in a format, a page of them in memory at a time. */
final class LedgerExport {
  private static final int PAGE = 500;
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<?> OWN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final SqliteLedger ledger;
  private final String tenant;
  private final ExportFormat format;
  private final @Nullable Queries besides;
  private final MessageDigest digest = Leaf.digest();
  private long records;

  /**
   * An export of one tenant's records.
   *
   * @param tenant whose; null for the only one that there is
   * @param besides where what is kept with the records comes from; null to leave it out
   * @throws Unusable if it is not clear whose, or there is no such format
   */
  LedgerExport(
      SqliteLedger ledger, @Nullable String tenant, String format, @Nullable Queries besides)
      throws Unusable {
    this.ledger = ledger;
    this.besides = besides;
    this.tenant = only(ledger.tenants(), tenant);
    this.format =
        ExportFormat.named(format)
            .orElseThrow(
                () ->
                    new Unusable(
                        "there is no format `" + format + "`: there are " + ExportFormat.ids()));
    if (besides != null && this.format != ExportFormat.LEDGER) {
      throw new Unusable("`--values` goes with the format ledger: the others have them anyway");
    }
  }

  private static String only(List<String> known, @Nullable String named) throws Unusable {
    Optional<String> alone = Tenants.alone(known);
    if (named != null ? known.contains(named) : alone.isPresent()) {
      return named == null ? alone.get() : named;
    }
    throw new Unusable(
        known.isEmpty()
            ? "there is no ledger in it"
            : "name a tenant by --tenant: there are " + String.join(", ", known));
  }

  /** Writes to a file that is not there yet. */
  void write(Path file) throws IOException {
    write(file, besides != null, this::write);
  }

  private interface Content {
    void to(PrintWriter out) throws IOException;
  }

  /** Only for its owner where it is personal; on file systems without modes as all others are. */
  private static void write(Path file, boolean personal, Content content) throws IOException {
    boolean modes = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mode =
        personal && modes ? new FileAttribute<?>[] {OWN} : new FileAttribute<?>[0];
    try (SeekableByteChannel channel = Files.newByteChannel(file, NEW, mode);
        PrintWriter out = new PrintWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
      content.to(out);
      whole(out);
    } catch (FileAlreadyExistsException e) {
      throw new Unusable("`" + file.getFileName() + "` is there already");
    } catch (NoSuchFileException e) {
      throw new Unusable("there is no folder for `" + file.getFileName() + "` to be written in");
    }
  }

  private static void whole(PrintWriter out) throws IOException {
    if (out.checkError()) {
      throw new IOException("the records could not all be written");
    }
  }

  /** Writes; that all of it was taken is checked at the end. */
  void write(PrintWriter out) throws IOException {
    if (format == ExportFormat.LEDGER) {
      lines(out);
    } else {
      records(out);
    }
    whole(out);
  }

  /** The ledger itself, with its checkpoints among the records. */
  private void lines(PrintWriter out) throws IOException {
    Iterator<LedgerRow> kept = Collections.emptyIterator();
    if (besides != null) {
      besides.allVersions(tenant).forEach(version -> print(out, ExportedLedger.line(version)));
      kept = new LedgerPages(besides, tenant, 0, Long.MAX_VALUE).iterator();
    }
    try (Leaves lines = ledger.lines(tenant)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        print(out, line);
        if (SignedNote.isLine(line)) {
          continue;
        }
        records++;
        byte[] beside = kept.hasNext() ? kept.next().beside() : null;
        if (beside != null) {
          print(out, Companion.BESIDE.line(beside));
        }
      }
    }
  }

  private void print(PrintWriter out, byte[] line) {
    print(out, new String(line, StandardCharsets.UTF_8) + "\n");
  }

  private void records(PrintWriter out) {
    print(out, format.head());
    List<AuditRecord> page;
    do {
      page = ledger.records(tenant, records, PAGE);
      page.forEach(one -> print(out, format.line(ShownRecord.of(one))));
      records += page.size();
    } while (!page.isEmpty());
  }

  private void print(PrintWriter out, String text) {
    out.print(text);
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Signs what was written, once.
   *
   * @param data the data folder, which has the key
   */
  void sign(Path data, Path file) throws IOException {
    ExportDigest said =
        new ExportDigest(tenant, format.id(), "", records, records, digest.digest());
    SignedNote note =
        LedgerKeys.sign(data, tenant, said.text())
            .orElseThrow(() -> new Unusable("there is no key that signs in the data folder"));
    write(file, false, out -> out.print(note));
  }
}
