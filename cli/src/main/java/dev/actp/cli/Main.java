package dev.actp.cli;

import dev.actp.server.log.Logs;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code actp} command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Console console = Console.ofProcess();
    int exit = run(console, args);
    console.out().flush();
    Logs.finish();
    System.exit(exit);
  }

  /** Runs one command and returns what to tell the shell. */
  static int run(Console console, String... args) {
    CommandLine.Help.Ansi ansi = CommandLine.Help.Ansi.valueOf(console.errStyle().color());
    CommandLine line = new CommandLine(new ActpCommand());
    needed(commands(console), args).forEach(line::addSubcommand);
    return line.setOut(console.out())
        .setErr(console.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((error, command, parsed) -> broken(console, error))
        .execute(args);
  }

  private static List<Object> commands(Console console) {
    return List.of(
        new CheckCommand(console),
        new FmtCommand(console),
        new ImportCommand(console),
        new InitCommand(console),
        new TestCommand(console),
        new ExplainCommand(console),
        new DiffCommand(console),
        new CompileCommand(console),
        new DocCommand(console),
        new ServeCommand(console),
        new ConfigCommand(console),
        new DemoCommand(console),
        new LedgerCommand(console),
        new ReplayCommand(console),
        new RecoverCommand(console),
        new BackupCommand(console),
        new RestoreCommand(console),
        new HealthCommand(console),
        new KeyCommand(console),
        new TenantCommand(console),
        new TokenCommand(console),
        new PeopleCommand(console),
        new MonitorReportCommand(console),
        new SuggestCommand(console),
        new VersionCommand(console));
  }

  /** The command that is asked for, where there is no doubt: to look at each takes time. */
  private static List<Object> needed(List<Object> commands, String... args) {
    return commands.stream()
        .filter(command -> args.length > 0 && name(command).equals(args[0]))
        .findFirst()
        .map(List::of)
        .orElse(commands);
  }

  private static String name(Object command) {
    return command.getClass().getAnnotation(Command.class).name();
  }

  /** What a command could not cope with: a device, or a mistake of ours that needs its trace. */
  private static int broken(Console console, Exception error) {
    if (error instanceof Unusable unusable) {
      return console.unusable(unusable.why());
    }
    if (error instanceof IOException failure) {
      return console.unusable(Unusable.why(failure));
    }
    error.printStackTrace(console.err());
    return console.unusable("this is a bug in actp: " + error);
  }
}
