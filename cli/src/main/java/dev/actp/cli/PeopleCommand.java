package dev.actp.cli;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp people}. */
@Command(
    name = "people",
    description = "Say who answers the approvals of a server.",
    mixinStandardHelpOptions = true)
final class PeopleCommand {
  private final Console console;

  PeopleCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "add",
      description = "Put a person into groups; the first time, show their key this once.",
      mixinStandardHelpOptions = true)
  int add(
      @Mixin WhichServer which,
      @Parameters(paramLabel = "PERSON", description = "the person's id") String person,
      @Option(
              names = "--group",
              required = true,
              paramLabel = "GROUP",
              description = "as `approval by` names it; may be repeated")
          Set<String> groups)
      throws IOException {
    if (person.isBlank() || person.length() > 200) {
      throw new Unusable("a person has an id of 1 to 200 characters");
    }
    try (Desk desk = which.desk(console)) {
      String secret = desk.join(person, new TreeSet<>(groups));
      if (secret == null) {
        console.note("they keep the key that they have");
      } else {
        console.note("shown this once: the personal key of " + person);
        console.say(secret);
      }
      return ExitCode.GOOD;
    }
  }

  @Command(
      name = "list",
      description = "List the people and their groups.",
      mixinStandardHelpOptions = true)
  int list(@Mixin WhichServer which) throws IOException {
    try (Desk desk = which.desk(console)) {
      desk.people()
          .forEach((person, groups) -> console.say(person + "  " + String.join(",", groups)));
      return ExitCode.GOOD;
    }
  }

  @Command(
      name = "remove",
      description = "Take a person out of groups; out of all of them, their key ends too.",
      mixinStandardHelpOptions = true)
  int remove(
      @Mixin WhichServer which,
      @Parameters(paramLabel = "PERSON", description = "as `list` shows it") String person,
      @Option(names = "--group", paramLabel = "GROUP", description = "all of them without")
          @Nullable Set<String> groups)
      throws IOException {
    try (Desk desk = which.desk(console)) {
      desk.leave(person, groups == null ? Set.of() : groups);
      console.say("removed  " + person);
      return ExitCode.GOOD;
    }
  }
}
