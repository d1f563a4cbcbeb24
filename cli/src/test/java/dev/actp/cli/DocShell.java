package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import dev.actp.server.ActpServer;
import dev.actp.server.Config;
import dev.actp.server.Start;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As much of a shell as the pages use: {@code ./actp}, {@code curl} that posts to the server that
 * {@code ./actp serve} started, variables. What only a person would run is left to the build.
 */
final class DocShell implements AutoCloseable {
  private static final Pattern CAPTURE =
      Pattern.compile("(?s)(\\w+)=\\$\\((.*) \\| jq -r \\.([\\w.]+)\\)");
  private static final Pattern PRINTED = Pattern.compile("(?s)(\\w+)=\\$\\((\\./actp .*)\\)");
  private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(\\S+)");

  private final Path folder;
  private final Shell shell;
  private final Map<String, String> variables = new TreeMap<>();
  private @Nullable ActpServer server;
  private Value.@Nullable Struct answer;

  DocShell(Path folder) {
    this.folder = folder;
    this.shell = new Shell(folder);
  }

  void write(String name, String text) {
    assertThat(name).as("the file that a block of policy text is").isNotEmpty();
    shell.file(name, text);
  }

  Value.Struct lastAnswer() {
    return Objects.requireNonNull(answer, "nothing was asked before");
  }

  /** Runs commands, a line each but for those that a backslash goes on; returns what they print. */
  String run(String commands) throws IOException {
    StringBuilder printed = new StringBuilder();
    for (String command : DocWords.commands(commands)) {
      printed.append(command(command));
    }
    return printed.toString();
  }

  private String command(String command) throws IOException {
    Matcher export = EXPORT.matcher(command);
    Matcher printed = PRINTED.matcher(command);
    Matcher capture = CAPTURE.matcher(command);
    if (export.matches()) {
      variables.put(export.group(1), export.group(2));
    } else if (printed.matches()) {
      variables.put(printed.group(1), actp(DocWords.of(printed.group(2), variables)).out().strip());
    } else if (capture.matches()) {
      curl(DocWords.of(capture.group(2), variables));
      variables.put(capture.group(1), member(lastAnswer(), capture.group(3)));
    } else if (command.startsWith("curl ")) {
      curl(DocWords.of(command, variables));
    } else if (command.startsWith("./actp serve ")) {
      serve(DocWords.of(command, variables));
    } else if (command.startsWith("./actp ")) {
      Shell.Ran ran = actp(DocWords.of(command, variables));
      return ran.err() + ran.out();
    } else {
      assertThat(command).as("a command that is known").isEqualTo("./mvnw verify");
    }
    return "";
  }

  /** A text, by its path with dots. */
  private static String member(Value.Struct document, String path) {
    int dot = path.indexOf('.');
    return dot > 0 && document.members().get(path.substring(0, dot)) instanceof Value.Struct inner
        ? member(inner, path.substring(dot + 1))
        : Documents.text(document, path);
  }

  /** What is about a data folder is run as its page says: once the server is stopped. */
  private Shell.Ran actp(List<String> words) {
    if (words.contains("--data")) {
      close();
    }
    Shell.Ran ran = shell.actp(words.subList(1, words.size()).toArray(String[]::new));
    assertThat(ran.exit()).as(words + ": " + ran.err()).isNotEqualTo(ExitCode.UNUSABLE);
    return ran;
  }

  private void serve(List<String> words) {
    close();
    int data = words.indexOf("--data");
    Config config =
        Config.of(folder.resolve(data < 0 ? "actp-data" : words.get(data + 1)))
            .at("127.0.0.1", 0)
            .withPolicies(folder.resolve(words.get(2)))
            .withBootstrapKey(variables.get("ACTP_BOOTSTRAP_KEY"));
    server =
        switch (ActpServer.start(config)) {
          case Start.Running(ActpServer running) -> running;
          case Start.Failed failed -> throw new AssertionError(failed.problems());
        };
  }

  private void curl(List<String> words) throws IOException {
    ActpServer running = Objects.requireNonNull(server, "no server was started before");
    answer = DocCurl.answer(running, words);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
