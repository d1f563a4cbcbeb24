package dev.actp.cli;

import dev.actp.runtime.registry.Plan;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code actp tenant}. */
@Command(
    name = "tenant",
    description = "Create, list, disable and enable the tenants of a server.",
    mixinStandardHelpOptions = true)
final class TenantCommand {
  private final Console console;

  TenantCommand(Console console) {
    this.console = console;
  }

  @Command(
      name = "new",
      description = "Create a tenant, and show its first key this once.",
      mixinStandardHelpOptions = true)
  int make(
      @Mixin WhichServer which,
      @Parameters(paramLabel = "NAME", description = "what people know it by") String name,
      @Option(
              names = "--plan",
              paramLabel = "PLAN",
              description = "sandbox, starter or growth; no quotas without")
          @Nullable Plan plan)
      throws IOException {
    if (name.isBlank() || name.length() > 200) {
      throw new Unusable("a name has 1 to 200 characters");
    }
    try (Desk desk = which.desk(console)) {
      Desk.Made made = desk.found(name, plan);
      console.note("the tenant " + made.id() + "; its first key, shown this once:");
      console.say(made.secret());
      return ExitCode.GOOD;
    }
  }

  @Command(name = "list", description = "List the tenants.", mixinStandardHelpOptions = true)
  int list(@Mixin WhichServer which) throws IOException {
    try (Desk desk = which.desk(console)) {
      desk.tenants()
          .forEach(
              one ->
                  console.say(
                      one.id()
                          + "  "
                          + (one.disabled() ? "disabled" : "in force")
                          + "  "
                          + one.name()));
      return ExitCode.GOOD;
    }
  }

  @Command(
      name = "disable",
      description = "Let nobody do anything in a tenant's name.",
      mixinStandardHelpOptions = true)
  int disable(
      @Mixin WhichServer which,
      @Parameters(paramLabel = "ID", description = "as `list` shows it") String id)
      throws IOException {
    return disabled(which, id, true);
  }

  @Command(name = "enable", description = "Let a tenant go on.", mixinStandardHelpOptions = true)
  int enable(
      @Mixin WhichServer which,
      @Parameters(paramLabel = "ID", description = "as `list` shows it") String id)
      throws IOException {
    return disabled(which, id, false);
  }

  private int disabled(WhichServer which, String id, boolean disabled) throws IOException {
    try (Desk desk = which.desk(console)) {
      desk.disable(id, disabled);
      console.say((disabled ? "disabled  " : "enabled  ") + id);
      return ExitCode.GOOD;
    }
  }
}
