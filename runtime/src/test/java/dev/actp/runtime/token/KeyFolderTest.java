package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFolderTest {
  private final TokenKey key = TokenKey.generate(Purpose.CAPABILITY, KeyState.ACTIVE, Mint.NOW);
  @TempDir Path temp;
  private Path path;
  private KeyFolder folder;

  @BeforeEach
  void inAFolderThatIsNotThereYet() {
    path = temp.resolve("keys/acme");
    folder = new KeyFolder(path);
  }

  @Test
  void anAbsentFolderHoldsNoKeys() throws IOException {
    assertThat(folder.load()).isEqualTo(new KeyFolder.Loaded(List.of(), List.of()));
  }

  @Test
  void aSavedKeyIsReadBackAndOnlyItsOwnerCanReadIt() throws IOException {
    folder.save(key);
    folder.save(TokenKey.generate(Purpose.PASSPORT, KeyState.PENDING, Mint.NOW));

    KeyFolder.Loaded loaded = folder.load();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.keys()).hasSize(2);
    TokenKey read =
        loaded.keys().stream().filter(k -> k.id().equals(key.id())).findFirst().orElseThrow();
    assertThat(read.sameMaterial(key)).isTrue();
    assertThat(read.signs()).isTrue();
    assertThat(read.state()).isEqualTo(KeyState.ACTIVE);
    assertThat(mode(path)).isEqualTo("rwx------");
    assertThat(mode(path.resolve(key.id() + ".json"))).isEqualTo("rw-------");
  }

  @Test
  void savingAgainReplacesTheState() throws IOException {
    folder.save(key);
    folder.save(key.withState(KeyState.COMPROMISED, Mint.NOW));

    assertThat(folder.load().keys())
        .extracting(TokenKey::state)
        .containsExactly(KeyState.COMPROMISED);
    assertThat(Files.readString(path.resolve(key.id() + ".json")))
        .contains("\"since\": \"2026-02-16T10:00:00Z\"")
        .doesNotContain("\"d\"");
    try (var files = Files.list(path)) {
      assertThat(files).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
  void aFileThatOthersCanUseIsRefusedWithWhatToDo(String mode) throws IOException {
    folder.save(key);
    Path file = path.resolve(key.id() + ".json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    KeyFolder.Loaded loaded = folder.load();

    assertThat(loaded.keys()).isEmpty();
    assertThat(loaded.problems())
        .singleElement()
        .asString()
        .contains(file.toString(), mode, "chmod 600");
  }

  @Test
  void aReadOnlyFileOfTheOwnerWillDo() throws IOException {
    folder.save(key);
    Files.setPosixFilePermissions(
        path.resolve(key.id() + ".json"), PosixFilePermissions.fromString("r--------"));

    assertThat(folder.load().keys()).hasSize(1);
  }

  @Test
  void aLinkIsRefused() throws IOException {
    folder.save(key);
    Path file = path.resolve(key.id() + ".json");
    Files.createSymbolicLink(path.resolve("other.json"), file);

    assertThat(folder.load().problems()).singleElement().asString().contains("it is a link");
  }

  @Test
  void aFileIsCalledLikeItsKeySoThatNoTwoHoldOne() throws IOException {
    folder.save(key);
    Files.copy(path.resolve(key.id() + ".json"), path.resolve("copy.json"));

    assertThat(folder.load().problems())
        .singleElement()
        .asString()
        .contains("copy.json", "it has to be called `" + key.id() + ".json`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "''|it is no strict JSON object",
        "not json|it is no strict JSON object",
        "{}|it does not hold `state`, `purpose` and `key`",
        "{\"state\":\"on\",\"purpose\":\"capability\",\"key\":{}}|/state is none of [pending,"
            + " active,",
        "{\"state\":\"active\",\"state\":\"retired\",\"purpose\":\"capability\",\"key\":{}}|no"
            + " strict",
        "{\"state\":\"active\",\"purpose\":\"capability\",\"key\":{},\"more\":1}|/more unknown"
            + " member",
        "{\"state\":\"active\",\"purpose\":\"capability\",\"key\":{}}|it is no JSON Web Key",
        "{\"state\":\"active\",\"since\":\"x\",\"purpose\":\"capability\",\"key\":{}}|/since is no"
            + " time",
        "{\"state\":\"active\",\"purpose\":\"capability\",\"key\":{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AAAA\"}}|symmetric",
      })
  void anotherTextIsRefusedWithWhatIsWrong(String text, String why) throws IOException {
    Files.createDirectories(path);
    Path file =
        Files.createFile(
            path.resolve("broken.json"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);

    assertThat(folder.load().problems())
        .singleElement()
        .asString()
        .startsWith("key file `" + file + "`: ")
        .contains(why);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
