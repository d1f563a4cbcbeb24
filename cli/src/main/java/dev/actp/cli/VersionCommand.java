package dev.actp.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code actp version}. */
@Command(name = "version", description = "Print what this is, and what it runs on.")
final class VersionCommand implements Callable<Integer> {
  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    console.say("actp " + VersionText.version() + " on Java " + Runtime.version());
    return ExitCode.GOOD;
  }
}
