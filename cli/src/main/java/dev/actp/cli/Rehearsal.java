package dev.actp.cli;

import dev.actp.cli.Console.Attendance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Does what people do with the command, once and quickly, for the archive that Java writes of this
 * process when it ends: later processes start from the classes in it. Exits with 0 only if
 * everything went as it should, since an archive of a failure is no better than none.
 */
public final class Rehearsal {
  private static final String BROKEN = "policy \"p\" version \"1\"\ncapabilty read on \"**\" {}\n";

  private Rehearsal() {}

  /** Takes the part to rehearse, {@code server} or {@code tools}, and a folder of policies. */
  public static void main(String[] args) throws IOException {
    int exit = run(Console.ofProcess(), args[0], Path.of(args[1]).toAbsolutePath());
    System.exit(exit);
  }

  /** 0, or 1 after saying which command failed. */
  static int run(Console console, String part, Path policies) throws IOException {
    Path folder = Files.createTempDirectory("actp-rehearsal");
    try {
      return part.equals("server")
          ? server(console, folder, policies)
          : tools(console, folder, policies);
    } finally {
      Folders.delete(folder);
    }
  }

  private static int server(Console console, Path folder, Path policies) {
    String[] serve = {"serve", policies.toString(), "--port", "0", "--data", "data"};
    boolean first = ends(console, folder, ExitCode.GOOD, serve);
    boolean again = first && ends(console, folder, ExitCode.GOOD, serve);
    return again && ends(console, folder, ExitCode.GOOD, "demo") ? 0 : 1;
  }

  private static int tools(Console console, Path folder, Path policies) throws IOException {
    Files.writeString(folder.resolve("broken.actp"), BROKEN, StandardCharsets.UTF_8);
    String all = policies.toString();
    boolean checked =
        ends(console, folder, ExitCode.GOOD, "check", all)
            && ends(console, folder, ExitCode.FAILED, "check", "broken.actp");
    return checked
            && ends(console, folder, ExitCode.GOOD, "test", all)
            && ends(console, folder, ExitCode.GOOD, "fmt", "--check", all)
            && ends(console, folder, ExitCode.GOOD, "version")
        ? 0
        : 1;
  }

  /** Whether a command ends as it should; what it prints is lost. */
  private static boolean ends(Console console, Path folder, int expected, String... args) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Style plain = Style.of(false, Map.of());
    Attendance atOnce = Rehearsal::close;
    int exit =
        Main.run(new Console(nowhere, nowhere, plain, plain, Map.of(), folder, atOnce), args);
    if (exit != expected) {
      console.note("`actp " + String.join(" ", List.of(args)) + "` ended with " + exit);
    }
    return exit == expected;
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException("the server did not stop", e);
    }
  }
}
