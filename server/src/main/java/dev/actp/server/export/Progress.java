package dev.actp.server.export;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far a target has come with each tenant's records, in a file that is replaced as a whole. One
 * that is missing or damaged means from the beginning: rather twice than never.
 */
final class Progress {
  private static final int NAME_LENGTH = 16;

  private final Path file;
  private final String target;
  private final Map<String, Reached> reached = new ConcurrentHashMap<>();

  /**
   * A place in a ledger.
   *
   * @param next the index of the next record to send
   * @param hash the leaf hash of the one before it; a ledger that has another there is not the one
   *     that was sent
   */
  record Reached(long next, String hash) {
    static final Reached NOTHING = new Reached(0, "");
  }

  private Progress(Path file, String target) {
    this.file = file;
    this.target = target;
  }

  /** The progress of a target, kept in a folder. */
  static Progress open(Path folder, String target) throws IOException {
    Files.createDirectories(folder);
    Progress progress = new Progress(folder.resolve(name(target) + ".json"), target);
    if (Files.exists(progress.file)
        && StrictJson.readObject(Files.readAllBytes(progress.file), JsonLimits.DEFAULT)
            instanceof StrictJson.Reading.Document(Value.Struct document)
        && document.members().get("reached") instanceof Value.Struct(var tenants)) {
      tenants.forEach(progress::read);
    }
    return progress;
  }

  private static String name(String target) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(target.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, NAME_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private void read(String tenant, Value value) {
    if (value instanceof Value.Struct(var one)
        && one.get("next") instanceof Value.Num next
        && one.get("hash") instanceof Value.Text(String hash)) {
      reached.put(tenant, new Reached(next.value().longValue(), hash));
    }
  }

  Reached of(String tenant) {
    return reached.getOrDefault(tenant, Reached.NOTHING);
  }

  /** Remembers it; it is on disk when this returns. */
  void put(String tenant, Reached place) throws IOException {
    reached.put(tenant, place);
    TreeMap<String, Value> tenants = new TreeMap<>();
    reached.forEach(
        (name, one) ->
            tenants.put(
                name,
                struct("next", Value.Num.of(one.next()), "hash", new Value.Text(one.hash()))));
    Value document = struct("target", new Value.Text(target), "reached", new Value.Struct(tenants));
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes =
          ByteBuffer.wrap(ValueWriter.text(document).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Value.Struct struct(String first, Value one, String second, Value other) {
    return new Value.Struct(new TreeMap<>(Map.of(first, one, second, other)));
  }
}
