package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path temp;

  @Test
  void theSecretIsMadeOnceForItsOwnerAlone() throws IOException {
    Path file = temp.resolve("sub/hashing.key");

    byte[] made = secret(file);

    assertThat(made).hasSize(32);
    assertThat(secret(file)).isEqualTo(made);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCanReadOrThatIsCutShortIsRefused() throws IOException {
    Path seen = temp.resolve("seen");
    Path cut = temp.resolve("cut");
    assertThat(secret(seen)).isNotEqualTo(secret(cut));
    Files.setPosixFilePermissions(seen, PosixFilePermissions.fromString("rw-r--r--"));
    Files.write(cut, new byte[31]);

    assertThat(SecretFile.readOrCreate(seen, new SecureRandom()))
        .asString()
        .contains(seen.toString(), "chmod 600");
    assertThat(SecretFile.readOrCreate(cut, new SecureRandom())).asString().contains("32 bytes");
  }

  private static byte[] secret(Path file) throws IOException {
    return switch (SecretFile.readOrCreate(file, new SecureRandom())) {
      case SecretFile.Secret secret -> secret.bytes();
      case SecretFile.Unusable unusable -> throw new AssertionError(unusable.why());
    };
  }
}
