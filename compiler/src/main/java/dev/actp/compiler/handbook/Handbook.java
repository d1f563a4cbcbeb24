package dev.actp.compiler.handbook;

import dev.actp.compiler.prose.Phrase;
import java.util.List;

/**
 * What policies permit, under which conditions, and which tests show it. Everything is in a fixed
 * order: guardrails before policies, by name; requirements by their ids.
 */
public record Handbook(String title, List<Chapter> chapters, List<Requirement> requirements) {
  public Handbook {
    chapters = List.copyOf(chapters);
    requirements = List.copyOf(requirements);
  }

  /**
   * A policy or guardrail.
   *
   * @param digest lower-case hex SHA-256 of its meaning, as records name it
   * @param documentation the lines of its comment
   * @param notice that it does not enforce yet; empty where it does
   * @param carried what a token and the agent registry have to hold
   * @param prohibitions decoys included
   * @param demands approvals and quotas of the policy itself
   * @param settings what it says once
   * @param tests how many tests name its file
   */
  public record Chapter(
      boolean guardrail,
      String name,
      String version,
      String path,
      String digest,
      List<String> documentation,
      Phrase notice,
      List<Carried> carried,
      List<Grant> grants,
      List<Statement> prohibitions,
      List<Statement> demands,
      List<Phrase> settings,
      int tests) {}

  /** A value that decisions rest on, with what is said of it. */
  public record Carried(Phrase sentence, List<String> documentation) {}

  /** A capability. */
  public record Grant(
      String name,
      List<String> documentation,
      Phrase sentence,
      List<Section> sections,
      Summary summary,
      String place) {}

  /** Clauses of one kind, below the question that they answer. */
  public record Section(Topic topic, List<Statement> statements) {}

  /**
   * A sentence.
   *
   * @param source what it renders, as it is written
   */
  public record Statement(Phrase sentence, List<String> documentation, String source) {}

  /** A capability on one row. */
  public record Summary(
      List<String> actions,
      Phrase resources,
      List<String> limits,
      List<String> approvals,
      List<String> hours) {}

  /** What an auditor asks of a capability. */
  public enum Topic {
    CONDITIONS("Under which conditions"),
    LIMITS("Within which limits"),
    APPROVALS("Approved by whom"),
    HOURS("At what hours"),
    HISTORY("After what"),
    ANSWER("What is shown of the answer"),
    DELEGATION("Handing on");

    private final String title;

    Topic(String title) {
      this.title = title;
    }

    /** As a heading. */
    public String title() {
      return title;
    }
  }

  /** What of a catalogue of controls tests are evidence for. */
  public record Requirement(String id, List<Evidence> evidence) {
    public Requirement {
      evidence = List.copyOf(evidence);
    }
  }

  /**
   * One test.
   *
   * @param policies the files that it is about
   * @param passed whether it passed, every row of its table
   */
  public record Evidence(
      String title, String path, int line, List<String> policies, boolean passed) {}
}
