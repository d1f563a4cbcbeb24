package dev.actp.bench.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How one engine has its policies written, and is asked. */
public interface Notation {
  /** Writes the policies, and eight tests for each where the engine has tests. */
  void write(List<Subject> subjects, Path folder) throws IOException;

  /** One request over HTTP, on one line. */
  String body(Ask ask);

  static void file(Path folder, String name, String text) throws IOException {
    Files.writeString(Files.createDirectories(folder).resolve(name), text);
  }

  static String quoted(List<String> words, String separator) {
    return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(separator));
  }

  static String words(Ask.Situation situation) {
    return situation.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The attributes that an engine without resource names compares by itself. */
  static String attributes(Ask ask) {
    return """
    "customer":"%s","amount":%d,"approved":%b,"columns":[%s],"hour":%d,"dow":%d,"email":"%s\"\
    """
        .formatted(
            ask.customer(),
            ask.amount(),
            ask.approved(),
            quoted(ask.columns(), ","),
            ask.hour(),
            ask.day(),
            ask.email());
  }
}
