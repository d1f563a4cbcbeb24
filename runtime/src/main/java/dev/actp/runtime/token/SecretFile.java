package dev.actp.runtime.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** A file with 256 random bits that the server keeps for itself. */
public final class SecretFile {
  private static final int BYTES = 32;

  private SecretFile() {}

  /** What reading one gives. */
  public sealed interface Reading {}

  /** The secret. Each reading gives a copy. */
  public static final class Secret implements Reading {
    private final byte[] bytes;

    private Secret(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The 32 bytes. */
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /**
   * No secret that could be used.
   *
   * @param why one line for the operator, naming the file
   */
  public record Unusable(String why) implements Reading {}

  /** Reads the secret, which is made where there is no file. */
  public static Reading readOrCreate(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      byte[] bytes = new byte[BYTES];
      random.nextBytes(bytes);
      OwnerOnly.write(file, bytes);
    }
    Optional<String> objection = OwnerOnly.objection(file);
    if (objection.isPresent()) {
      return new Unusable("secret file `" + file + "`: " + objection.get());
    }
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length == BYTES
        ? new Secret(bytes)
        : new Unusable("secret file `" + file + "`: it does not have 32 bytes");
  }
}
