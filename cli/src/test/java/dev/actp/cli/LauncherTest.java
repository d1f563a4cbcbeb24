package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script in front of the command, in a tree that looks built. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir Path tree;
  private Path dist;

  @BeforeEach
  void looksBuilt() throws IOException {
    Files.createDirectories(tree.resolve("cli/src/main"));
    Files.createFile(tree.resolve("pom.xml"));
    Files.createFile(tree.resolve("cli/pom.xml"));
    Files.copy(Path.of("..", "actp"), tree.resolve("actp"));
    dist = Files.createDirectories(tree.resolve("target/actp/build-1"));
    jar(dist.resolve("actp-cli-0.jar"));
    Files.writeString(tree.resolve("target/actp/current"), "build-1\n");
  }

  /** One that stands for the classes of this test. */
  private static void jar(Path file) throws IOException {
    String classes =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
    try (OutputStream out = Files.newOutputStream(file)) {
      new JarOutputStream(out, manifest).close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no archive of classes"})
  void anArchiveThatCannotBeUsedIsIgnored(String content) throws Exception {
    Files.writeString(archive("tools"), content);

    Shell.Ran ran = actp("version");

    assertThat(ran.out()).startsWith("actp ");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void aFailedRehearsalIsSaidOnceAndStopsNothing() throws Exception {
    Shell.Ran first = actp("version");
    Shell.Ran second = actp("version");

    assertThat(first.err()).contains("preparing fast starts", "starts will be slower", ".log");
    assertThat(Files.readString(tree.resolve("target/actp-archive.log")))
        .contains("`actp check ", "ended with 2");
    assertThat(archive("tools")).isEmptyFile();
    assertThat(second.err()).isEmpty();
    assertThat(List.of(first.exit(), second.exit())).containsOnly(0);
  }

  @Test
  void theExitCodeAndTheWordsPassThrough() throws Exception {
    Files.createFile(archive("tools"));

    Shell.Ran ran = actp("check", "no such file.actp");

    assertThat(ran.err()).contains("there is no file or folder `no such file.actp`");
    assertThat(ran.exit()).isEqualTo(ExitCode.UNUSABLE);
  }

  private Path archive(String part) {
    return dist.resolve(part + "-java-" + Runtime.version().toString().replaceAll("[-+].*", ""));
  }

  private Shell.Ran actp(String... args) throws IOException, InterruptedException {
    ProcessBuilder launch = new ProcessBuilder("bash", tree.resolve("actp").toString());
    launch.command().addAll(List.of(args));
    launch.environment().putAll(Map.of("JAVA_HOME", JAVA_HOME));
    launch.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Path err = tree.resolve("err");
    Process process = launch.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Shell.Ran(process.waitFor(), out, Files.readString(err));
  }
}
