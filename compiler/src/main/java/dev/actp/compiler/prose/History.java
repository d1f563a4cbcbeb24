package dev.actp.compiler.prose;

import dev.actp.runtime.policy.Expr;
import java.util.ArrayList;
import java.util.List;

/** What a session has done before, in English. */
public final class History {
  private History() {}

  /** {@code verify on … with the same order_id, less than 10 minutes ago}. */
  public static Phrase of(Expr.Happened happened) {
    List<Object> parts = new ArrayList<>(List.of(Phrase.code(happened.action())));
    if (happened.on() != null) {
      parts.add(" on ");
      parts.add(Terms.pattern(happened.on()));
    }
    if (!happened.with().isEmpty()) {
      parts.add(" with the same ");
      parts.add(Phrase.codes(happened.with(), "and"));
    }
    if (happened.within() != null) {
      parts.add(", less than " + Times.length(happened.within()) + " ago");
    }
    return Phrase.of(parts.toArray());
  }
}
