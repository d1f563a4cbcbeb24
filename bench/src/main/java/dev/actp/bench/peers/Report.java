package dev.actp.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The figures of the servers as a page: medians over the rounds, and ratios to our own. */
record Report(List<Started> starts, List<Started> after, List<Loaded> loads) {

  void write(Path folder) throws IOException {
    StringBuilder page = new StringBuilder();
    for (int policies : loads.stream().map(Loaded::policies).distinct().sorted().toList()) {
      page.append(starting(policies));
      for (String manner : manners(policies)) {
        for (int connections : connections(policies, manner)) {
          page.append(table(policies, manner, connections));
          if (manner.equals("closed")) {
            String name = "closed-" + policies + "-" + connections + ".svg";
            Files.writeString(folder.resolve(name), chart(policies, manner, connections));
            page.append("![decisions a second](results/").append(name).append(")\n\n");
          }
        }
      }
    }
    Files.writeString(folder.resolve("servers.md"), page.toString());
  }

  private List<String> manners(int policies) {
    return loads.stream()
        .filter(each -> each.policies() == policies)
        .map(Loaded::manner)
        .distinct()
        .toList();
  }

  private List<Integer> connections(int policies, String manner) {
    return loads.stream()
        .filter(each -> each.policies() == policies && each.manner().equals(manner))
        .map(Loaded::connections)
        .distinct()
        .sorted()
        .toList();
  }

  private String starting(int policies) {
    String rows =
        starts.stream()
            .filter(each -> each.policies() == policies)
            .map(
                each ->
                    "| %s | %.2f | %d | %d |\n"
                        .formatted(
                            each.engine(),
                            each.millis() / 1e3,
                            each.mebibytes(),
                            memoryAfter(each)))
            .collect(Collectors.joining());
    return """
    ### %,d policies: start and memory

    | server | s to the first decision | MiB then | MiB after load |
    | --- | --: | --: | --: |
    """
            .formatted(policies)
        + rows
        + "\n";
  }

  private long memoryAfter(Started start) {
    return after.stream()
        .filter(each -> each.engine().equals(start.engine()) && each.policies() == start.policies())
        .mapToLong(Started::mebibytes)
        .findFirst()
        .orElse(0);
  }

  private String table(int policies, String manner, int connections) {
    double ours =
        median(where(policies, manner, connections, loads.getFirst().engine()), Loaded::perSecond);
    String rows =
        engines()
            .map(
                engine -> {
                  List<Loaded> rounds = where(policies, manner, connections, engine);
                  double rate = median(rounds, Loaded::perSecond);
                  return "| %s | %,.0f | %.2f | %.1f | %.2f | %.2f | %.2f | %s | %d |\n"
                      .formatted(
                          engine,
                          rate,
                          ours / rate,
                          median(rounds, Loaded::processorMicros),
                          median(rounds, Loaded::p50Micros) / 1e3,
                          median(rounds, Loaded::p99Micros) / 1e3,
                          median(rounds, Loaded::p999Micros) / 1e3,
                          rounds.stream()
                              .map(each -> String.format(Locale.ROOT, "%,d", each.perSecond()))
                              .collect(Collectors.joining(" / ")),
                          rounds.stream().mapToLong(Loaded::failed).sum());
                })
            .collect(Collectors.joining());
    return """
    ### %,d policies, %s, %d connections

    | server | decisions/s | ours is so many times that | us of its CPU each | p50 ms | p99 ms | p99.9 ms | each round | failed |
    | --- | --: | --: | --: | --: | --: | --: | --- | --: |
    """
            .formatted(policies, manner, connections)
        + rows
        + "\n";
  }

  private java.util.stream.Stream<String> engines() {
    return loads.stream().map(Loaded::engine).distinct();
  }

  private List<Loaded> where(int policies, String manner, int connections, String engine) {
    Predicate<Loaded> same =
        each ->
            each.policies() == policies
                && each.manner().equals(manner)
                && each.connections() == connections
                && each.engine().equals(engine)
                && each.round() > 0;
    return loads.stream().filter(same).toList();
  }

  private static double median(List<Loaded> rounds, ToDoubleFunction<Loaded> figure) {
    List<Double> sorted =
        rounds.stream().map(figure::applyAsDouble).sorted(Comparator.naturalOrder()).toList();
    return sorted.get(sorted.size() / 2);
  }

  private String chart(int policies, String manner, int connections) {
    return Chart.bars(
        "decisions/s, %,d policies, %d connections".formatted(policies, connections),
        engines()
            .map(
                engine ->
                    new Chart.Bar(
                        engine,
                        median(where(policies, manner, connections, engine), Loaded::perSecond)))
            .toList());
  }
}
