package dev.actp.runtime.testing;

import dev.actp.runtime.policy.Source;
import java.util.Comparator;

/**
 * A part of a policy whose outcomes tests have to have seen.
 *
 * @param policy the policy's or guardrail's name
 * @param capability the capability that it belongs to, or empty
 * @param source where it is written; the same for two policies that use one clause of a library
 */
public record Site(String policy, String capability, Source source) implements Comparable<Site> {
  private static final Comparator<Site> READING_ORDER =
      Comparator.comparing((Site site) -> site.source.file())
          .thenComparingInt(site -> site.source.line())
          .thenComparingInt(site -> site.source.column())
          .thenComparing(Site::policy)
          .thenComparing(Site::capability)
          .thenComparing(site -> site.source.text());

  @Override
  public int compareTo(Site other) {
    return READING_ORDER.compare(this, other);
  }
}
