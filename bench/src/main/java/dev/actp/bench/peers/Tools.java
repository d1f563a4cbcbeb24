package dev.actp.bench.peers;

import dev.actp.bench.workload.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command lines side by side, each as a whole process, in turns: checking the policies, and
 * running eight tests for each. Takes {@code short} or {@code full} and runs where {@link
 * SideBySide} does.
 */
public final class Tools {
  private final Path project;
  private final Path tools;

  private Tools(Path project, Path tools) {
    this.project = project;
    this.tools = tools;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path module = Path.of("").toAbsolutePath();
    boolean kept = !args[0].equals("short");
    Tools run = new Tools(module.resolve(".."), module.resolve("target/peers"));
    StringBuilder page = new StringBuilder();
    for (int policies : kept ? List.of(20, 500) : List.of(20)) {
      Path workload = Files.createTempDirectory("actp-tools");
      Workload.write(policies, workload);
      page.append(run.measure(policies, workload, kept ? 5 : 1));
    }
    Path folder = module.resolve(kept ? "results" : "target/results");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("tools.md"), page.toString());
  }

  private String measure(int policies, Path workload, int rounds)
      throws IOException, InterruptedException {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, List<String>> each : commands(workload).entrySet()) {
        double taken = run(each.getKey(), each.getValue());
        if (round > 0) {
          seconds.computeIfAbsent(each.getKey(), none -> new ArrayList<>()).add(taken);
        }
      }
    }
    StringBuilder table =
        new StringBuilder(
            """
            ### %,d policies, %,d tests

            | command | s, median | least | most |
            | --- | --: | --: | --: |
            """
                .formatted(policies, policies * 8));
    seconds.forEach(
        (command, runs) -> {
          Collections.sort(runs);
          table.append(
              "| `%s` | %.2f | %.2f | %.2f |\n"
                  .formatted(command, runs.get(runs.size() / 2), runs.getFirst(), runs.getLast()));
        });
    return table.append('\n').toString();
  }

  private Map<String, List<String>> commands(Path workload) {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    String ours = project.resolve("actp").toString();
    String opa = tools.resolve("opa").toString();
    commands.put("actp check", List.of(ours, "check", workload.resolve("actp").toString()));
    commands.put("opa check", List.of(opa, "check", workload.resolve("opa").toString()));
    commands.put("actp test", List.of(ours, "test", workload.resolve("actp").toString()));
    commands.put("opa test", List.of(opa, "test", workload.resolve("opa").toString()));
    commands.put(
        "cerbos compile",
        List.of(
            tools.resolve("cerbos").toString(), "compile", workload.resolve("cerbos").toString()));
    return commands;
  }

  private static double run(String name, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CERBOS_NO_TELEMETRY", "1");
    builder.redirectOutput(new File("/dev/null"));
    long start = System.nanoTime();
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(name + " ends with " + code);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
