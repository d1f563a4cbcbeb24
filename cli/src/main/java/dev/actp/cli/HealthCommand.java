package dev.actp.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code actp health [URL]}, for what has no other way to ask, such as a container. */
@Command(
    name = "health",
    description = "Ask a server whether it is ready to decide: 0 if it is, else 1.",
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "the server; without it the one on this machine, at ACTP_PORT or 8080")
  private @Nullable String url;

  HealthCommand(Console console) {
    this.console = console;
  }

  /** A server that does not answer is not ready either: 2 would mean that nobody could ask. */
  @Override
  public Integer call() throws IOException {
    String address =
        WhichServer.address(
            url == null ? "http://127.0.0.1:" + ServeCommand.portOf(console, null) : url);
    try (HttpApi api = new HttpApi(address, null)) {
      api.get("/health/ready");
      console.say("ready");
      return ExitCode.GOOD;
    } catch (IOException e) {
      console.note("not ready: " + (e instanceof Unusable told ? told.why() : e.toString()));
      return ExitCode.FAILED;
    }
  }
}
