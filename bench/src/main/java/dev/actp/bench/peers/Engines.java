package dev.actp.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The engines, each told not to send anything home, over one workload.
 *
 * @param workload the folder that the workload was written to
 * @param tools the folder with {@code opa} and {@code cerbos}
 * @param project the root of this project
 * @param scratch for data and logs
 */
record Engines(Path workload, Path tools, Path project, Path scratch) {
  static final String KEY = "bench-only-key-of-a-server-that-lives-for-minutes";
  private static final int FIRST_PORT = 18_200;

  /** All of them, ours first. */
  List<Engine> all() throws IOException {
    List<Engine> engines = new ArrayList<>();
    engines.add(actp());
    engines.add(opa("OPA", 1, Map.of(), List.of()));
    engines.add(opa("OPA, GOGC=400", 2, Map.of("GOGC", "400"), List.of()));
    engines.add(opa("OPA, decision log", 3, Map.of(), List.of("--set=decision_logs.console=true")));
    engines.add(cerbos("Cerbos", 4, "/api/check/resources", "cerbos", "EFFECT_ALLOW", false));
    engines.add(
        cerbos("Cerbos, file audit", 5, "/api/check/resources", "cerbos", "EFFECT_ALLOW", true));
    engines.add(
        cerbos(
            "Cerbos, AuthZEN", 6, "/access/v1/evaluation", "authzen", "\"decision\":true", false));
    return engines;
  }

  private Engine actp() {
    int port = FIRST_PORT;
    return new Engine(
        "actp, durable ledger",
        List.of(
            project.resolve("actp").toString(),
            "serve",
            policies("actp"),
            "--port",
            Integer.toString(port),
            "--data",
            scratch.resolve("actp-data").toString()),
        Map.of("ACTP_BOOTSTRAP_KEY", KEY),
        port,
        "/v1/enforce",
        workload.resolve("actp.requests"),
        Map.of("X-Api-Key", KEY),
        "\"allowed\":true");
  }

  private Engine opa(
      String name, int place, Map<String, String> environment, List<String> settings) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            tools.resolve("opa").toString(),
            "run",
            "--server",
            "--skip-version-check",
            "--log-level=error",
            "--addr=127.0.0.1:" + (FIRST_PORT + place),
            "--ignore=*_test.rego"));
    command.addAll(settings);
    command.add(policies("opa"));
    return new Engine(
        name,
        command,
        environment,
        FIRST_PORT + place,
        "/v1/data/agent/allow",
        workload.resolve("opa.requests"),
        Map.of(),
        "\"result\":true");
  }

  private Engine cerbos(
      String name, int place, String path, String requests, String allowed, boolean audit)
      throws IOException {
    Path config = scratch.resolve("cerbos-" + place + ".yaml");
    Files.writeString(config, cerbosConfig(place, audit));
    return new Engine(
        name,
        List.of(
            tools.resolve("cerbos").toString(),
            "server",
            "--log-level=error",
            "--debug-listen-addr=127.0.0.1:" + (FIRST_PORT + 40 + place),
            "--config=" + config),
        Map.of("CERBOS_NO_TELEMETRY", "1"),
        FIRST_PORT + place,
        path,
        workload.resolve(requests + ".requests"),
        Map.of(),
        allowed);
  }

  private String cerbosConfig(int place, boolean audit) {
    return """
    server:
      httpListenAddr: "127.0.0.1:%d"
      grpcListenAddr: "127.0.0.1:%d"
    storage:
      driver: disk
      disk:
        directory: %s
        watchForChanges: false
    telemetry:
      disabled: true
    """
            .formatted(FIRST_PORT + place, FIRST_PORT + 20 + place, policies("cerbos"))
        + (audit
            ? """
            audit:
              enabled: true
              accessLogsEnabled: false
              decisionLogsEnabled: true
              backend: file
              file:
                path: %s
            """
                .formatted(scratch.resolve("cerbos-audit.log"))
            : "");
  }

  private String policies(String notation) {
    return workload.resolve(notation).toString();
  }
}
