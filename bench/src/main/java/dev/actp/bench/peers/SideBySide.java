package dev.actp.bench.peers;

import dev.actp.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures the servers side by side: at each number of policies all of them run, answer the
 * thousand requests as they have to, and are then loaded in turns, round after round, so that what
 * else the machine does falls on all alike.
 *
 * <p>Takes {@code short} or {@code full}, and runs in the folder of this module: the peers'
 * programs are in {@code target/peers}, and the results go to {@code results}, of a short run to
 * {@code target/results}.
 */
public final class SideBySide {
  private final Plan plan;
  private final Path project;
  private final Path tools;
  private final Path scratch;
  private final Results results;

  private SideBySide(Plan plan, Path project, Path tools, Path scratch, Results results) {
    this.plan = plan;
    this.project = project;
    this.tools = tools;
    this.scratch = scratch;
    this.results = results;
  }

  /**
   * What is run.
   *
   * @param policies numbers of policies
   * @param connections of closed load
   * @param rates of open load, at the least number of policies
   * @param seconds a run
   */
  private record Plan(
      List<Integer> policies,
      List<Integer> connections,
      List<Integer> rates,
      int rounds,
      int seconds,
      int warm) {
    static Plan of(String name) {
      return switch (name) {
        case "short" -> new Plan(List.of(20), List.of(32), List.of(500), 1, 2, 1);
        case "full" -> full(List.of(20, 1_000, 10_000));
        default -> full(List.of(Integer.parseInt(name)));
      };
    }

    private static Plan full(List<Integer> policies) {
      return new Plan(policies, List.of(32, 64), List.of(1_000, 5_000, 10_000), 3, 8, 15);
    }
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("actp-peers");
    Path module = Path.of("").toAbsolutePath();
    boolean kept = !args[0].equals("short");
    Results results = Results.in(module.resolve(kept ? "results" : "target/results"));
    Path tools = module.resolve("target/peers");
    new SideBySide(Plan.of(args[0]), module.resolve(".."), tools, scratch, results).run();
    results.report();
  }

  private void run() throws IOException, InterruptedException {
    for (int policies : plan.policies()) {
      Path workload = scratch.resolve("w" + policies);
      Workload.write(policies, workload);
      Path kept = Files.createDirectories(scratch.resolve("s" + policies));
      List<Running> servers = new ArrayList<>();
      try {
        List<Engine> asked = new ArrayList<>();
        for (Engine engine : new Engines(workload, tools, project, kept).all()) {
          Running server = start(engine, kept, servers, policies);
          asked.add(ask(server, workload, kept, policies));
        }
        load(servers, asked, policies);
      } finally {
        servers.forEach(Running::close);
      }
    }
  }

  private Running start(Engine engine, Path kept, List<Running> servers, int policies)
      throws IOException {
    results.say(engine.name() + " starts with " + policies + " policies");
    Running server = Running.start(engine, kept.resolve(engine.port() + ".log"));
    servers.add(server);
    return server;
  }

  /** Waits for the first decision, then has all requests decided. */
  private Engine ask(Running server, Path workload, Path kept, int policies)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Engine engine = server.engine();
    boolean ours = engine.headers().containsKey("X-Api-Key");
    Engine asked = engine;
    String expected = Files.readString(workload.resolve("expected"));
    if (ours) {
      server.awaitAnswer("/health/ready");
    } else {
      server.awaitDecision(Files.readAllLines(asked.requests()).get(expected.indexOf('1')));
    }
    long first = (System.nanoTime() - start) / 1_000_000;
    if (ours) {
      asked = new Tokens(server).fill(kept.resolve("with-tokens"));
    }
    List<String> bodies = Files.readAllLines(asked.requests());
    char[] decided = new char[bodies.size()];
    for (int i = 0; i < decided.length; i++) {
      decided[i] = server.allows(asked, bodies.get(i)) ? '1' : '0';
    }
    int other = Arrays.mismatch(decided, expected.toCharArray());
    if (other >= 0) {
      throw new IllegalStateException(
          engine.name() + " decides otherwise than expected: " + bodies.get(other));
    }
    results.started(new Started(engine.name(), policies, first, server.residentMebibytes()));
    return asked;
  }

  private void load(List<Running> servers, List<Engine> asked, int policies)
      throws IOException, InterruptedException {
    Wrk wrk = new Wrk(scratch);
    for (int i = 0; i < servers.size(); i++) {
      wrk.run(servers.get(i), asked.get(i), policies, 0, 32, plan.warm());
    }
    for (int round = 1; round <= plan.rounds(); round++) {
      for (int connections : plan.connections()) {
        for (int i = 0; i < servers.size(); i++) {
          results.loaded(
              wrk.run(servers.get(i), asked.get(i), policies, round, connections, plan.seconds()));
        }
      }
    }
    for (Running server : servers) {
      results.loadedMemory(server.engine().name(), policies, server.residentMebibytes());
    }
    if (policies == plan.policies().getFirst()) {
      pace(servers, asked, policies);
    }
  }

  private void pace(List<Running> servers, List<Engine> asked, int policies)
      throws IOException, InterruptedException {
    try (Paced paced = new Paced()) {
      for (int round = 0; round <= plan.rounds(); round++) {
        for (int rate : plan.rates()) {
          for (int i = 0; i < servers.size(); i++) {
            Loaded one =
                paced.run(servers.get(i), asked.get(i), policies, round, rate, plan.seconds());
            if (round > 0) {
              results.loaded(one);
            }
          }
        }
      }
    }
  }
}
