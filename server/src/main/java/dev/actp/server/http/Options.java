package dev.actp.server.http;

/** The query parameters of a request for a decision. */
sealed interface Options {
  /** What was asked for. */
  record Known(boolean dryRun, boolean full) implements Options {
    private static final Known NONE = new Known(false, false);
  }

  /** A parameter or value that does not exist. */
  record Unknown(String why) implements Options {}

  static Options of(Exchange exchange) {
    if (exchange.uri().indexOf('?') < 0) {
      return Known.NONE;
    }
    boolean dryRun = false;
    boolean full = false;
    for (var parameter : exchange.query().entrySet()) {
      switch (parameter.getKey() + "=" + String.join(",", parameter.getValue())) {
        case "dryRun=true", "dry_run=true" -> dryRun = true;
        case "dryRun=false", "dry_run=false", "explain=none" -> {}
        case "explain=full" -> full = true;
        default -> {
          return new Unknown("there is `dryRun=true` and `explain=full`, and nothing else");
        }
      }
    }
    return new Known(dryRun, full);
  }
}
