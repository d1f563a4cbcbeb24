package dev.actp.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp config}. */
@Command(
    name = "config",
    description = "Look at what a server is told by a file and the environment.",
    mixinStandardHelpOptions = true)
final class ConfigCommand {
  /** What may be behind an address's host: a path that nobody guesses, a query with a key. */
  private static final Pattern BEHIND = Pattern.compile("(://)([^/?#\\s]*@)?([^/?#\\s]*)([^\\s]*)");

  private final Console console;

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "check",
      description = "Check a file of settings, as far as that goes without a start.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "The environment counts as it does for `actp serve`, and wins over the file. Exits with 0",
        "if a server can be told so, 1 if not, 2 if the file cannot be read."
      })
  int check(
      @Parameters(paramLabel = "FILE", description = "such as actp.yaml; YAML, or JSON by its name")
          String file,
      @Option(
              names = "--effective",
              description = "print every setting and where it is from, without secrets")
          boolean effective)
      throws IOException {
    SettingsFile settings = SettingsFile.read(console, file);
    List<String> problems = new ArrayList<>(settings.problems());
    if (problems.isEmpty()) {
      problems.addAll(new ServeCommand(settings.under(console)).problems());
    }
    problems.forEach(console::note);
    if (!problems.isEmpty()) {
      return ExitCode.FAILED;
    }
    if (effective) {
      Setting.all(console).forEach(one -> show(one, settings.values(), file));
    } else {
      console.say(file + ": " + Words.count(settings.values().size(), "setting") + ", all good");
    }
    return ExitCode.GOOD;
  }

  private void show(Setting setting, Map<String, String> values, String file) {
    Map<String, String> environment = console.environment();
    if (environment.containsKey(setting.secret())) {
      console.say(setting.name() + ": not shown  # " + setting.secret());
    } else if (environment.containsKey(setting.variable())) {
      String value = environment.getOrDefault(setting.variable(), "");
      console.say(line(setting, value) + "  # " + setting.variable());
    } else if (values.containsKey(setting.name())) {
      console.say(line(setting, values.getOrDefault(setting.name(), "")) + "  # " + file);
    } else {
      console.say("# " + setting.name() + ": not said");
    }
  }

  private static String line(Setting setting, String value) {
    String shown = BEHIND.matcher(value).replaceAll(ConfigCommand::shortened);
    return setting.name() + ": " + (setting.many() ? "[" + shown.replace(" ", ", ") + "]" : shown);
  }

  private static String shortened(java.util.regex.MatchResult address) {
    String behind = address.group(4);
    return Matcher.quoteReplacement(
        "://" + address.group(3) + (behind.length() > 1 ? "/…" : behind));
  }

  @Command(
      name = "schema",
      description = "Print a JSON Schema of the file, for editors.",
      mixinStandardHelpOptions = true)
  int schema() {
    console.say(SettingsSchema.of(Setting.all(console)));
    return ExitCode.GOOD;
  }
}
