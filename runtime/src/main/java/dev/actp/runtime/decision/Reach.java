package dev.actp.runtime.decision;

import dev.actp.runtime.function.Glob;
import dev.actp.runtime.function.PatternValues;
import dev.actp.runtime.function.ResourceName;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
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
  private final CompiledPolicy policy;
  private final VerifiedToken parent;

  /** What a token reaches under one policy. */
  public Reach(CompiledPolicy policy, VerifiedToken parent) {
    this.policy = policy;
    this.parent = parent;
  }

  /**
   * A difference, in one line for people; empty where none was found.
   *
   * @param narrowing the child's, of a capability of the policy
   */
  public Optional<String> beyond(Capability capability, VerifiedToken.Narrowing narrowing) {
    List<Held> held = new ArrayList<>();
    held.add(new Held("`" + capability.source().text() + "`", capability.resources()));
    for (VerifiedToken.Link link : parent.links()) {
      for (VerifiedToken.Narrowing one : link.of(narrowing.policy(), capability.name())) {
        if (!one.on().isEmpty()) {
          String text = "`" + String.join("`, `", one.on()) + "`";
          held.add(new Held(text, patterns(policy.attenuations().read(one))));
        }
      }
    }
    List<Pattern> wished = patterns(policy.attenuations().read(narrowing));
    for (int i = 0; i < wished.size(); i++) {
      for (Held one : held) {
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

  /** What the parent holds a capability for, at one place. */
  private record Held(String text, List<Pattern> patterns) {}

  private static List<Pattern> patterns(Attenuation attenuation) {
    return switch (attenuation.within()) {
      case Expr.Matches(Expr text, Pattern glob) -> List.of(glob);
      case Expr.Or(List<Expr> operands) ->
          operands.stream()
              .flatMap(
                  one ->
                      one instanceof Expr.Matches(Expr text, var glob)
                          ? Stream.of(glob)
                          : Stream.empty())
              .toList();
      case null, default -> List.of();
    };
  }

  private Optional<String> beyond(Pattern wide, List<Pattern> narrow) {
    List<Glob> globs = new ArrayList<>();
    for (Pattern pattern : narrow) {
      List<Pattern> filled = filled(pattern);
      if (filled.isEmpty()) {
        return Optional.empty();
      }
      filled.forEach(one -> globs.add(Glob.of(one)));
    }
    return filled(wide).stream()
        .flatMap(one -> Stream.of(example(one, "x/x"), example(one, "x")))
        .filter(resource -> ResourceName.check(resource).isEmpty())
        .filter(resource -> globs.stream().noneMatch(glob -> glob.matches(resource)))
        .findFirst();
  }

  /**
   * None where a value is not known here: those of agents are looked up when something is asked.
   */
  private List<Pattern> filled(Pattern pattern) {
    return PatternValues.fill(pattern, this::value)
            instanceof PatternValues.Filled.Patterns(List<Pattern> alternatives)
        ? alternatives
        : List.of();
  }

  private Result value(Pattern.Part part) {
    Value value =
        part instanceof Pattern.Part.SessionValue(String name)
                && Typing.values(policy.policy().session(), parent.values(), "session")
                    instanceof Value.Struct(var members)
            ? members.get(name)
            : null;
    return value == null ? new Fault(Fault.Kind.ABSENT, "not known yet") : value;
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
