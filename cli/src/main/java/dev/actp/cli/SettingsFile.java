package dev.actp.cli;

import dev.actp.compiler.notation.document.Document;
import dev.actp.compiler.notation.document.DocumentReader;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.Suggestion;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of settings, YAML or JSON by its ending: what it says stands for the variables of the same
 * meaning, where the environment has none.
 */
final class SettingsFile {
  private static final int BYTES_MAX = 64 * 1024;

  private final String path;
  private final Map<String, Setting> known;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private SettingsFile(String path, List<Setting> settings) {
    this.path = path;
    known =
        settings.stream()
            .collect(
                Collectors.toMap(
                    Setting::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
  }

  /** Reads a file. */
  static SettingsFile read(Console console, String path) throws IOException {
    SettingsFile file = new SettingsFile(path, Setting.all(console));
    try (InputStream in = Files.newInputStream(console.folder().resolve(path))) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new Unusable("`" + path + "` is over 64 KiB: it is no file of settings");
      }
      switch (DocumentReader.read(path, bytes)) {
        case DocumentReader.Reading.Refused(Diagnostic why) ->
            file.problems.add(file.at(why.span()) + why.message());
        case DocumentReader.Reading.Read(Document document) -> file.take(document);
      }
    }
    return file;
  }

  private void take(Document document) {
    if (!(document.value() instanceof Value.Struct(var members))) {
      problems.add(path + ": settings are an object: a line `NAME: VALUE` for each");
      return;
    }
    List<String> pointers = members.keySet().stream().map(name -> "/" + escaped(name)).toList();
    Map<String, Span> places = document.places(pointers);
    members.forEach(
        (name, value) -> {
          String why = problem(name, value);
          if (why != null) {
            problems.add(at(places.getOrDefault("/" + escaped(name), Span.NONE)) + why);
          }
        });
  }

  private @Nullable String problem(String name, Value value) {
    Setting setting = known.get(name);
    if (setting == null) {
      return unknown(name);
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof Value.Sequence(var elements) && setting.many()) {
      elements.forEach(one -> texts.add(text(one).orElse("")));
    } else {
      texts.add(text(value).orElse(""));
    }
    if (texts.contains("")) {
      String list = setting.many() ? ", or a list of some" : "";
      return "`" + name + "` is a text or a number" + list + ", and none is empty";
    }
    if (setting.many() && texts.stream().anyMatch(one -> one.matches("(?s).*\\s.*"))) {
      return "nothing in `" + name + "` has blanks in it";
    }
    values.put(name, String.join(" ", texts));
    return null;
  }

  private String unknown(String name) {
    for (Setting one : known.values()) {
      if (!one.secret().isEmpty() && one.name().equals(name + "-file")) {
        return "`%s` is a secret, which is not for this file: name one that holds it by `%s`"
            .formatted(name, one.name());
      }
    }
    String nearest =
        Suggestion.nearest(name, known.keySet())
            .map(near -> "; did you mean `" + near + "`?")
            .orElse("");
    return "there is no setting `" + name + "`" + nearest;
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> Optional.of(text);
      case Value.Num number -> Optional.of(number.value().toPlainString());
      case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Value other -> Optional.empty();
    };
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private String at(Span span) {
    Optional<SourceFile> file = span.file();
    return file.map(
            source ->
                "%s:%d:%d: "
                    .formatted(path, source.line(span.start()), source.column(span.start())))
        .orElse(path + ": ");
  }

  /** What is wrong with it, a line each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** What it says, by name. */
  Map<String, String> values() {
    return Map.copyOf(values);
  }

  /** The console with what it says among the variables, where they do not say otherwise. */
  Console under(Console console) {
    Map<String, String> environment = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          Setting setting = known.get(name);
          if (setting != null && !console.environment().containsKey(setting.secret())) {
            environment.put(setting.variable(), value);
          }
        });
    environment.putAll(console.environment());
    return console.with(environment);
  }
}
