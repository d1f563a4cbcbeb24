package dev.actp.cli;

import dev.actp.server.ActpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Runs commands as a shell would, in a folder, and keeps what they print. */
record Shell(
    Path folder, Map<String, String> environment, boolean terminal, Console.Attendance attendance) {

  Shell(Path folder) {
    this(folder, Map.of(), false, Shell::close);
  }

  Shell with(Map<String, String> variables) {
    return new Shell(folder, variables, terminal, attendance);
  }

  Shell onTerminal() {
    return new Shell(folder, environment, true, attendance);
  }

  /** Servers run as long as this takes. */
  Shell during(Consumer<ActpServer> visit) {
    return new Shell(
        folder,
        environment,
        terminal,
        server -> {
          visit.accept((ActpServer) server);
          close(server);
        });
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** What a command came to. */
  record Ran(int exit, String out, String err) {}

  Ran actp(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = console(new PrintWriter(out, true), new PrintWriter(err, true));
    int exit = Main.run(console, args);
    return new Ran(exit, unified(out), unified(err));
  }

  /** What surrounds a command that says nothing. */
  Console console() {
    return console(
        new PrintWriter(Writer.nullWriter(), true), new PrintWriter(Writer.nullWriter(), true));
  }

  private Console console(PrintWriter out, PrintWriter err) {
    Style style = Style.of(terminal, environment);
    return new Console(out, err, style, style, environment, folder, attendance);
  }

  private static String unified(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  /** Writes a file below the folder. */
  Shell file(String path, String content) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String read(String path) {
    try {
      return Files.readString(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
