package dev.actp.cli;

import dev.actp.runtime.registry.Membership;
import dev.actp.server.KeyDesk;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** {@code actp people}. */
@Command(
    name = "people",
    description = "Say who answers approvals, for a server that does not run.",
    mixinStandardHelpOptions = true,
    footer = {"", "A running server does the same at /v1/people, for a key with the role admin."})
final class PeopleCommand {
  private final Console console;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description = "the server's data folder; ACTP_DATA or " + ServeCommand.DATA + " without")
  private @Nullable String data;

  PeopleCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "add",
      description = "Put a person into groups; the first time, show their key this once.",
      mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = "PERSON", description = "the person's id") String person,
      @Option(
              names = "--group",
              required = true,
              paramLabel = "GROUP",
              description = "as `approval by` names it; may be repeated")
          Set<String> groups)
      throws Unusable {
    if (person.isBlank() || person.length() > 200) {
      throw new Unusable("a person has an id of 1 to 200 characters");
    }
    try (KeyDesk desk = desk()) {
      return switch (desk.join(person, new TreeSet<>(groups))) {
        case KeyDesk.Refused(String why) -> throw new Unusable(why);
        case KeyDesk.Member member -> show(person, member.secret());
      };
    }
  }

  private int show(String person, @Nullable String secret) {
    if (secret == null) {
      console.note("they keep the key that they have");
    } else {
      console.note("shown this once: the personal key of " + person);
      console.say(secret);
    }
    return ExitCode.GOOD;
  }

  @Command(
      name = "list",
      description = "List the people and their groups.",
      mixinStandardHelpOptions = true)
  int list() throws Unusable {
    try (KeyDesk desk = desk()) {
      Map<String, String> groups =
          desk.memberships().stream()
              .collect(
                  Collectors.groupingBy(
                      Membership::person,
                      TreeMap::new,
                      Collectors.mapping(Membership::group, Collectors.joining(","))));
      groups.forEach((person, names) -> console.say(person + "  " + names));
      return ExitCode.GOOD;
    }
  }

  @Command(
      name = "remove",
      description = "Take a person out of groups; out of all of them, their key ends too.",
      mixinStandardHelpOptions = true)
  int remove(
      @Parameters(paramLabel = "PERSON", description = "as `list` shows it") String person,
      @Option(names = "--group", paramLabel = "GROUP", description = "all of them without")
          @Nullable Set<String> groups)
      throws Unusable {
    try (KeyDesk desk = desk()) {
      return switch (desk.leave(person, groups == null ? Set.of() : groups)) {
        case KeyDesk.Refused(String why) -> throw new Unusable(why);
        case KeyDesk.Over(String over) -> {
          console.say("removed  " + over);
          yield ExitCode.GOOD;
        }
      };
    }
  }

  private KeyDesk desk() throws Unusable {
    return KeyCommand.desk(console, data);
  }
}
