package dev.actp.cli;

import dev.actp.runtime.value.Value;
import dev.actp.server.ActpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What whoever starts a server is told of it. */
record Greeting(Console console, ActpServer server) {
  private static final String AGENT = "example-agent";

  /**
   * Says that it is ready, and how to go on.
   *
   * @param told where its policies come from, as that was said; empty for nowhere
   * @param kept its data folder, as that was said
   * @param policies the folder of its policies, or null
   * @param given whether its first key was chosen
   */
  void say(String told, String kept, @Nullable Path policies, boolean given) throws IOException {
    Style style = console.outStyle();
    String some = Words.count(server.policies(), "policy");
    console.say("actp " + VersionText.version() + " is ready at " + style.strong(server.address()));
    console.say("");
    console.say("  policies  " + (told.isEmpty() ? "as they were" : some + " of " + told));
    server.notes().forEach(note -> console.say("            " + note));
    if (server.metricsPort() != 0) {
      console.say("  metrics   on port " + server.metricsPort());
    }
    console.say("  data      " + kept);
    Optional<String> fresh = server.bootstrapKey();
    if (fresh.isPresent()) {
      console.say("  API key   " + style.strong(fresh.get()));
      console.say("            shown this once: keep it. It makes others by POST /v1/keys.");
    } else {
      String which =
          given ? "as " + ServeCommand.BOOTSTRAP_KEY + " says" : "the one of the first start";
      console.say("  API key   " + which + "; it makes others by POST /v1/keys");
    }
    console.say("");
    Optional<ExampleRequest> example =
        policies == null ? Optional.empty() : ExampleRequest.of(policies);
    if (fresh.isPresent() && example.isPresent()) {
      tryOut(server.address(), fresh.get(), example.get());
    } else {
      console.say("See that it is well:");
      console.say("");
      console.say("  curl -s " + server.address() + "/health");
    }
    console.out().flush();
  }

  /** A request that works as it is printed. */
  private void tryOut(String address, String key, ExampleRequest example) throws IOException {
    String token;
    try (HttpApi api = new HttpApi(address, key)) {
      api.postUnlessThere("/v1/agents", Documents.of("id", AGENT, "name", AGENT));
      Value.Struct issued =
          api.post(
              "/api/tokens",
              Documents.of(
                  "agentId",
                  AGENT,
                  "policyId",
                  example.policy(),
                  "session",
                  example.session(),
                  "expiresIn",
                  3600));
      token = Documents.text(issued, "token");
    }
    String body = Documents.write(example.body(token)).replace("'", "'\\''");
    console.say("Ask for a decision, with a token that is good for an hour:");
    console.say("");
    console.say("  curl -s " + address + "/v1/enforce \\");
    console.say("    -H 'X-Api-Key: " + key + "' \\");
    console.say("    -H 'Content-Type: application/json' \\");
    console.say("    -d '" + body + "'");
  }
}
