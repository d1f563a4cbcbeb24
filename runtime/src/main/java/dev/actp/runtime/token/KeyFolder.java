package dev.actp.runtime.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder with one file for each key of a tenant: {@code {"state": "active", "since":
 * "2026-02-16T10:00:00Z", "purpose": "capability", "key": {…}}}, the key as a JSON Web Key; it
 * needs no {@code since}. A file that anybody but its owner can read or write is refused, as is a
 * link. On file systems without POSIX modes nothing of that can be seen, and the operator has to
 * see to it.
 */
public final class KeyFolder {
  private final Path folder;

  public KeyFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * What is in the folder.
   *
   * @param keys the usable keys, by file name
   * @param problems what is wrong, a line each, naming the file; with any, no key must be used
   */
  public record Loaded(List<TokenKey> keys, List<String> problems) {
    public Loaded {
      keys = List.copyOf(keys);
      problems = List.copyOf(problems);
    }
  }

  /** Reads every {@code *.json}; an absent folder holds none. */
  public Loaded load() throws IOException {
    List<TokenKey> keys = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files()) {
      switch (read(file)) {
        case KeyReading.Usable(TokenKey key) when !file.endsWith(name(key)) ->
            problems.add("key file `" + file + "`: it has to be called `" + name(key) + "`");
        case KeyReading.Usable(TokenKey key) -> keys.add(key);
        case KeyReading.Unusable(String why) -> problems.add("key file `" + file + "`: " + why);
      }
    }
    return new Loaded(keys, problems);
  }

  /** Writes a key so that it is there completely or not at all, readable by the owner alone. */
  public void save(TokenKey key) throws IOException {
    OwnerOnly.write(folder.resolve(name(key)), KeyFile.write(key).getBytes(StandardCharsets.UTF_8));
  }

  private static String name(TokenKey key) {
    return key.id() + ".json";
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static KeyReading read(Path file) throws IOException {
    Optional<String> objection = OwnerOnly.objection(file);
    return objection.isPresent()
        ? new KeyReading.Unusable(objection.get())
        : KeyFile.read(Files.readAllBytes(file));
  }
}
