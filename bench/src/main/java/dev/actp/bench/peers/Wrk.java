package dev.actp.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Load by wrk, in the closed manner. */
final class Wrk {
  private static final Pattern RESULT =
      Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

  private final Path script;

  /** Unpacks the script that sends bodies in turn. */
  Wrk(Path scratch) throws IOException {
    script = scratch.resolve("post.lua");
    try (InputStream packed = Wrk.class.getResourceAsStream("post.lua")) {
      Files.write(script, packed.readAllBytes());
    }
  }

  Loaded run(Running server, Engine asked, int policies, int round, int connections, int seconds)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--timeout=5s",
                "-s" + script,
                asked.address() + asked.path()));
    builder.environment().put("BODIES", asked.requests().toString());
    builder.environment().put("HEADERS", headers(asked.headers()));
    builder.redirectErrorStream(true);
    long before = server.processorMicros();
    Process wrk = builder.start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    long used = server.processorMicros() - before;
    Matcher result = RESULT.matcher(said);
    if (wrk.waitFor() != 0 || !result.find()) {
      throw new IllegalStateException("wrk failed: " + said);
    }
    long requests = Long.parseLong(result.group(2));
    return new Loaded(
        asked.name(),
        "closed",
        policies,
        round,
        connections,
        Long.parseLong(result.group(1)),
        Long.parseLong(result.group(3)),
        Long.parseLong(result.group(4)),
        Long.parseLong(result.group(5)),
        (double) used / Math.max(1, requests),
        Long.parseLong(result.group(6)));
  }

  private static String headers(Map<String, String> headers) {
    StringBuilder text = new StringBuilder();
    headers.forEach((name, value) -> text.append(name).append('\t').append(value).append('\n'));
    return text.toString();
  }
}
