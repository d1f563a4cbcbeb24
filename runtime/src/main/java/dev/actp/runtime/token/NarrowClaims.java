package dev.actp.runtime.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.token.Claims.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The claim {@code narrow} of one link: a list of {@code {policy, capability, on, clauses}}, of
 * which each says what it narrows, and narrows something. The same wherever a link is signed, by
 * the tenant's key or by a holder's.
 *
 * <p>Bounds: 64 entries a link, each for another capability that the link names; 16 patterns an
 * entry; 2,048 characters an entry, patterns and clauses together.
 */
final class NarrowClaims {
  static final String NAME = "narrow";
  static final int ENTRIES_MAX = 64;

  private NarrowClaims() {}

  /** Writes the claim; leaves it out where nothing is narrowed. */
  static void write(JsonGenerator json, List<Narrowing> narrow) throws IOException {
    if (narrow.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(NAME);
    for (Narrowing one : narrow) {
      json.writeStartObject();
      json.writeStringField("policy", one.policy());
      json.writeStringField("capability", one.capability());
      if (!one.on().isEmpty()) {
        json.writeArrayFieldStart("on");
        for (String pattern : one.on()) {
          json.writeString(pattern);
        }
        json.writeEndArray();
      }
      if (!one.clauses().isEmpty()) {
        json.writeStringField("clauses", one.clauses());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * Reads the claim of a link; an absent one narrows nothing. What does not fit is left with the
   * reader.
   *
   * @param policies what the link names
   */
  static List<Narrowing> read(Members link, List<Named> policies) {
    List<Narrowing> narrow = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    List<Members> entries = link.each(NAME);
    if ((link.any(NAME) != null && entries.isEmpty()) || entries.size() > ENTRIES_MAX) {
      link.misfit(NAME, "has to hold 1 to " + ENTRIES_MAX + " entries where it is there");
      return narrow;
    }
    for (Members entry : entries) {
      Narrowing one =
          new Narrowing(
              entry.needText("policy"),
              entry.needText("capability"),
              entry.texts("on"),
              entry.any("clauses") == null ? "" : entry.needText("clauses"));
      entry.refuseOthers();
      if (entry.any("on") != null && one.on().isEmpty()) {
        entry.misfit("on", "has to name a pattern");
      }
      if (one.isEmpty() || one.on().contains("")) {
        entry.misfit("clauses", "the entry narrows nothing");
      } else if (!one.isBounded()) {
        entry.misfit("clauses", Narrowing.BOUNDS);
      } else if (!seen.add(List.of(one.policy(), one.capability()))) {
        entry.misfit("capability", "is narrowed twice");
      } else if (policies.stream().noneMatch(named -> names(named, one))) {
        entry.misfit("capability", "is not one that the token names");
      }
      narrow.add(one);
    }
    return narrow;
  }

  private static boolean names(Named named, Narrowing one) {
    return named.id().equals(one.policy()) && named.capabilities().contains(one.capability());
  }
}
