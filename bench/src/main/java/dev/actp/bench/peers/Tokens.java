package dev.actp.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has our server issue the tokens that the requests need, one for each policy and role, and puts
 * them into the bodies. The other engines are told the role by the caller and check no signature.
 */
final class Tokens {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_0-9]+) ([a-z_]+)\\}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Running server;
  private final Map<String, String> issued = new HashMap<>();

  Tokens(Running server) {
    this.server = server;
  }

  /** The engine, asking with tokens that it has issued. */
  Engine fill(Path into) throws IOException, InterruptedException {
    Engine engine = server.engine();
    post("/v1/agents", "{\"id\":\"bench\",\"name\":\"bench\"}");
    StringBuilder bodies = new StringBuilder();
    for (String line : Files.readAllLines(engine.requests())) {
      Matcher place = PLACE.matcher(line);
      if (!place.find()) {
        throw new IllegalStateException("no place for a token in " + line);
      }
      bodies.append(line, 0, place.start()).append(token(place.group(1), place.group(2)));
      bodies.append(line, place.end(), line.length()).append('\n');
    }
    Files.writeString(into, bodies);
    return engine.asking(into, engine.headers());
  }

  private String token(String policy, String role) throws IOException, InterruptedException {
    String key = policy + " " + role;
    String known = issued.get(key);
    if (known != null) {
      return known;
    }
    JsonNode answer =
        post(
            "/v1/tokens",
            """
            {"agentId":"bench","policyIds":["%s"],"expiresIn":"8h",\
            "session":{"customer_id":"12345","roles":["%s"]}}\
            """
                .formatted(policy, role));
    String token = answer.path("token").asText();
    issued.put(key, token);
    return token;
  }

  private JsonNode post(String path, String body) throws IOException, InterruptedException {
    Engine engine = server.engine();
    Engine other =
        new Engine(
            engine.name(),
            engine.command(),
            engine.environment(),
            engine.port(),
            path,
            engine.requests(),
            engine.headers(),
            engine.allowed());
    HttpResponse<String> answer = server.post(other, body);
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + " answers " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
