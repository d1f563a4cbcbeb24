package dev.actp.cli;

import dev.actp.server.log.Logs;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What surrounds a command: results go to {@code out}, diagnostics and progress to {@code err}.
 *
 * @param folder what relative paths are relative to
 * @param attendance how long a server runs
 */
record Console(
    PrintWriter out,
    PrintWriter err,
    Style outStyle,
    Style errStyle,
    Map<String, String> environment,
    Path folder,
    Attendance attendance) {

  /** Decides when a server that was started has run long enough, and closes it. */
  interface Attendance {
    void until(AutoCloseable server);
  }

  Console {
    environment = Map.copyOf(environment);
  }

  /** The process's own; the launcher says which streams are terminals. */
  static Console ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Console(
        writer(System.out),
        writer(System.err),
        Style.of(Boolean.getBoolean("actp.stdout.terminal"), environment),
        Style.of(Boolean.getBoolean("actp.stderr.terminal"), environment),
        environment,
        Path.of(""),
        Console::untilKilled);
  }

  /** A server runs until the process is told to end, and then finishes what it has begun. */
  private static void untilKilled(AutoCloseable server) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "actp-stop"));
      never.await();
    } catch (IllegalStateException alreadyKilled) {
      close(server);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      System.err.println("actp: the server did not stop as it should: " + e);
    }
    Logs.finish();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** The same with other variables. */
  Console with(Map<String, String> others) {
    return new Console(out, err, outStyle, errStyle, others, folder, attendance);
  }

  /** A line of results. */
  void say(String line) {
    out.println(line);
  }

  /** A line of progress. */
  void note(String line) {
    err.println(line);
  }

  /** Says why the command cannot do its work. */
  int unusable(String line) {
    err.println("actp: " + line);
    return ExitCode.UNUSABLE;
  }
}
