package dev.actp.runtime.testing;

import java.util.List;

/**
 * What tests have seen of policies.
 *
 * @param sites in reading order, file by file
 */
public record CoverageReport(List<Seen> sites) {
  public CoverageReport {
    sites = List.copyOf(sites);
  }

  /** A part of a policy with what it can come to, in a fixed order. */
  public record Seen(Site site, List<Outcome> outcomes) {
    public Seen {
      outcomes = List.copyOf(outcomes);
    }

    /** How many of its outcomes were seen. */
    public int covered() {
      return (int) outcomes.stream().filter(outcome -> outcome.times() > 0).count();
    }
  }

  /**
   * One outcome.
   *
   * @param what in a few words for people, such as {@code fails} or {@code just as it opens at
   *     09:00}
   * @param times how many decisions came to it
   */
  public record Outcome(String what, long times) {}

  /** How many outcomes there are. */
  public int outcomes() {
    return sites.stream().mapToInt(seen -> seen.outcomes().size()).sum();
  }

  /** How many of them were seen. */
  public int covered() {
    return sites.stream().mapToInt(Seen::covered).sum();
  }

  /** The share that was seen, 0 to 100; 100 where there is nothing to see. */
  public double percent() {
    return outcomes() == 0 ? 100 : 100.0 * covered() / outcomes();
  }

  /** The files, in order. */
  public List<String> files() {
    return sites.stream().map(seen -> seen.site().source().file()).distinct().toList();
  }

  /** What is written in one file. */
  public CoverageReport of(String file) {
    return new CoverageReport(
        sites.stream().filter(seen -> seen.site().source().file().equals(file)).toList());
  }
}
