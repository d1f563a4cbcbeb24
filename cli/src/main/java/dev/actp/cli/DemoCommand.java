package dev.actp.cli;

import dev.actp.runtime.value.Value;
import dev.actp.server.ActpServer;
import dev.actp.server.Config;
import dev.actp.server.Start;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code actp demo}. */
@Command(
    name = "demo",
    description = "Play six requests of an agent against a server of its own.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final List<String> POLICIES =
      List.of("customer-support", "mail", "analytics", "devops");

  private final Console console;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("actp-demo");
    try {
      return switch (ActpServer.start(Config.of(data).at("127.0.0.1", 0))) {
        case Start.Failed failed -> console.unusable(String.join("; ", failed.problems()));
        case Start.Running(ActpServer server) -> {
          try (server;
              HttpApi api = new HttpApi(server.address(), server.bootstrapKey().orElseThrow())) {
            console.note("a server at " + server.address() + " enforces " + Words.list(POLICIES));
            console.note("");
            yield play(api);
          }
        }
      };
    } finally {
      Folders.delete(data);
    }
  }

  private int play(HttpApi api) throws IOException {
    List<String> policies = new ArrayList<>();
    for (String policy : POLICIES) {
      Value.Struct created = api.post("/v1/policies", Documents.of("source", source(policy)));
      policies.add(Documents.text(created, "id"));
    }
    Value.Struct agent = api.post("/v1/agents", Documents.of("name", "Demo agent"));
    Value.Struct token =
        api.post(
            "/v1/tokens",
            Documents.of(
                "agentId",
                Documents.text(agent, "id"),
                "policyIds",
                policies,
                "session",
                Documents.of("customer_id", "12345"),
                "expiresIn",
                600));
    int expected = 0;
    List<DemoScene> scenes = DemoScene.all();
    for (DemoScene scene : scenes) {
      expected += play(scene, api, Documents.text(token, "token")) ? 1 : 0;
    }
    Style style = console.outStyle();
    String all = expected + " of " + scenes.size() + " came out as they should";
    console.say(expected == scenes.size() ? style.good(all) : style.bad(all));
    return expected == scenes.size() ? ExitCode.GOOD : ExitCode.FAILED;
  }

  /** Whether the scene ends as it should. */
  private boolean play(DemoScene scene, HttpApi api, String token) throws IOException {
    Value.Struct answer = api.post("/v1/enforce", scene.body(token));
    boolean allowed = Documents.text(answer, "decision").equals("allowed");
    Style style = console.outStyle();
    String mark = allowed ? style.good("ALLOWED") : style.bad("BLOCKED");
    console.say(mark + "  " + style.strong(scene.title()));
    console.say("         " + scene.attempt());
    for (String reason : reasons(answer)) {
      console.say("         " + style.faint(reason));
    }
    console.say("");
    return allowed == scene.allowed();
  }

  private static List<String> reasons(Value.Struct answer) {
    return answer.members().get("reasons") instanceof Value.Sequence(List<Value> reasons)
        ? reasons.stream()
            .filter(Value.Struct.class::isInstance)
            .map(reason -> Documents.text((Value.Struct) reason, "message"))
            .distinct()
            .toList()
        : List.of();
  }

  private static String source(String policy) throws IOException {
    String name = "examples/" + policy + ".actp";
    try (InputStream in = Objects.requireNonNull(DemoCommand.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
