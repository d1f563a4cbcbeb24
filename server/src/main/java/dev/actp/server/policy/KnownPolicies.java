package dev.actp.server.policy;

import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Queries;
import java.util.ArrayList;
import java.util.List;

/** The policies in force of a tenant, as they are stored. */
public final class KnownPolicies {
  private static final int PAGE = 100;

  private KnownPolicies() {}

  /** All of them. */
  public static List<PolicyVersion> of(Queries queries, String tenant) {
    List<PolicyVersion> all = new ArrayList<>();
    String after = "";
    do {
      var page = queries.policies(tenant, after, PAGE);
      all.addAll(page.items());
      after = page.next();
    } while (!after.isEmpty());
    return all;
  }
}
