package dev.actp.runtime.decision;

import dev.actp.runtime.function.Glob;
import dev.actp.runtime.function.ResourceName;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds resources that the patterns of a child take and those of its parent do not. For saying so
 * early: decisions rest on evaluating every link, and what is not found here is not taken for
 * narrower.
 */
public final class Reach {
  private final Held held;

  /** What a token reaches under one policy. */
  public Reach(CompiledPolicy policy, VerifiedToken parent) {
    this.held = new Held(policy, parent);
  }

  /**
   * A difference, in one line for people; empty where none was found.
   *
   * @param narrowing the child's, of a capability of the policy
   */
  public Optional<String> beyond(Capability capability, VerifiedToken.Narrowing narrowing) {
    List<Held.Place> places = held.places(narrowing.policy(), capability);
    List<Pattern> wished = held.patterns(narrowing);
    for (int i = 0; i < wished.size(); i++) {
      for (Held.Place one : places) {
        Optional<String> example = beyond(wished.get(i), one.patterns());
        if (example.isPresent()) {
          return Optional.of(
              "`%s` is wider than %s: it takes `%s`"
                  .formatted(narrowing.on().get(i), one.text(), example.get()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> beyond(Pattern wide, List<Pattern> narrow) {
    List<Glob> globs = new ArrayList<>();
    for (Pattern pattern : narrow) {
      List<Pattern> filled = held.filled(pattern);
      if (filled.isEmpty()) {
        return Optional.empty();
      }
      filled.forEach(one -> globs.add(Glob.of(one)));
    }
    return held.filled(wide).stream()
        .flatMap(one -> Stream.of(example(one, "x/x"), example(one, "x")))
        .filter(resource -> ResourceName.check(resource).isEmpty())
        .filter(resource -> globs.stream().noneMatch(glob -> glob.matches(resource)))
        .findFirst();
  }

  /** A resource that a pattern takes, each wildcard filled: a star within a segment by one. */
  private static String example(Pattern filled, String across) {
    StringBuilder text = new StringBuilder();
    for (Pattern.Part part : filled.parts()) {
      switch (part) {
        case Pattern.Part.Literal literal -> text.append(literal.text());
        case Pattern.Part.Wildcard wildcard ->
            text.append(wildcard == Pattern.Part.Wildcard.STAR ? "x" : across);
        case Pattern.Part.SessionValue unfilled -> throw new IllegalArgumentException("unfilled");
        case Pattern.Part.AgentValue unfilled -> throw new IllegalArgumentException("unfilled");
      }
    }
    return text.toString();
  }
}
