package dev.actp.compiler.handbook;

import java.util.ArrayList;
import java.util.List;

/** What a handbook holds, in one sentence. */
final class Counting {
  private Counting() {}

  static String of(Handbook book) {
    long guardrails = book.chapters().stream().filter(Handbook.Chapter::guardrail).count();
    long policies = book.chapters().size() - guardrails;
    long grants = book.chapters().stream().mapToLong(chapter -> chapter.grants().size()).sum();
    long rules = book.chapters().stream().mapToLong(each -> each.prohibitions().size()).sum();
    List<String> parts = new ArrayList<>();
    parts.add(count(policies, "policy", "policies"));
    if (guardrails > 0) {
      parts.add(count(guardrails, "guardrail", "guardrails"));
    }
    parts.add(count(grants, "capability", "capabilities"));
    parts.add(count(rules, "prohibition", "prohibitions"));
    return "What AI agents may do, within which limits, and approved by whom: "
        + String.join(", ", parts)
        + ".";
  }

  private static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
