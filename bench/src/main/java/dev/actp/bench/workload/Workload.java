package dev.actp.bench.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the workload: as many policies as wanted, each modelled on an agent of customer support,
 * and a thousand requests with the decision that every engine has to come to. A policy says: an
 * amount ceiling, one beyond which somebody has approved, a column subset, hours and weekdays, mail
 * domains, one customer, a resource scheme, a role.
 */
public final class Workload {
  /** How many requests there are: of ten, six are allowed. */
  public static final int REQUESTS = 1_000;

  private Workload() {}

  /** Takes how many policies, and writes to {@code target/workload-} with that number. */
  public static void main(String[] args) throws IOException {
    write(Integer.parseInt(args[0]), Path.of("target", "workload-" + args[0]));
  }

  /** Writes for so many policies: a folder a notation, and the requests beside. */
  public static void write(int policies, Path folder) throws IOException {
    List<Subject> subjects = Subject.first(policies);
    List<Ask> asks = Ask.of(subjects, REQUESTS);
    for (Map.Entry<String, Notation> each : notations().entrySet()) {
      each.getValue().write(subjects, folder.resolve(each.getKey()));
      Notation.file(
          folder,
          each.getKey() + ".requests",
          asks.stream().map(ask -> each.getValue().body(ask) + "\n").collect(Collectors.joining()));
    }
    Files.writeString(
        folder.resolve("expected"),
        asks.stream().map(ask -> ask.allowed() ? "1" : "0").collect(Collectors.joining()));
  }

  private static Map<String, Notation> notations() {
    Map<String, Notation> notations = new LinkedHashMap<>();
    notations.put("actp", Actp.ACTP);
    notations.put("opa", Opa.OPA);
    notations.put("cerbos", Cerbos.CERBOS);
    notations.put("authzen", Authzen.AUTHZEN);
    return notations;
  }
}
