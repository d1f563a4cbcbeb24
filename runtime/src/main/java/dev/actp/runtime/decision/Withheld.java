package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Charge;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Expressions over attributes whose values no record holds. What is noted of a decision is the
 * result of each of its <em>smallest truths</em>: expressions that mention such an attribute and
 * are no {@code and}, {@code or} or {@code not}. A truth gives nothing of the value away but what
 * the policy's author asked of it.
 */
public final class Withheld {
  /** Stands for the question whether the attributes fit the declaration of the action. */
  public static final String TYPES = "types";

  private static final int ID_BYTES = 16;

  private Withheld() {}

  /** A short name of an expression: 32 digits of the SHA-256 of its canonical text. */
  public static String id(Expr expression) {
    try {
      byte[] text = Canonical.text(expression).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether an expression has no value without the values of some attributes. */
  public static boolean mentions(Expr expression, Set<String> attributes) {
    return switch (expression) {
      case Expr.Attribute attribute -> attributes.contains(attribute.name());
      case Expr.Context ignored -> !attributes.isEmpty();
      case Expr.Used used ->
          used.counter().keys().stream()
              .anyMatch(
                  key ->
                      key instanceof Counter.Key.Attribute(String name)
                          && attributes.contains(name));
      case Expr.Happened happened -> happened.with().stream().anyMatch(attributes::contains);
      case Expr other -> other.parts().stream().anyMatch(part -> mentions(part, attributes));
    };
  }

  /** Whether the result of an expression is noted as a whole. */
  public static boolean whole(Expr expression, Set<String> attributes) {
    boolean joined =
        expression instanceof Expr.And
            || expression instanceof Expr.Or
            || expression instanceof Expr.Not;
    return !joined && mentions(expression, attributes);
  }

  /** The expressions to note that decide on an action under a policy, each once. */
  static List<Expr> of(Policy policy, String action, Set<String> attributes) {
    List<Expr> all = new ArrayList<>();
    policy.capabilities().stream()
        .filter(capability -> capability.actions().contains(action))
        .forEach(capability -> all.addAll(of(capability.clauses(), attributes)));
    Collector collector = new Collector(attributes, all::add);
    policy.forbids().forEach(forbid -> collector.visit(forbid.when()));
    policy.approvals().forEach(approval -> collector.visit(approval.ask()));
    policy.quotas().forEach(quota -> collector.visit(quota.clause()));
    return all.stream().distinct().toList();
  }

  static List<Expr> of(List<Clause> clauses, Set<String> attributes) {
    List<Expr> all = new ArrayList<>();
    Collector collector = new Collector(attributes, all::add);
    clauses.forEach(collector::visit);
    return all;
  }

  private record Collector(Set<String> attributes, Consumer<Expr> found) {
    void visit(Clause clause) {
      visit(clause.condition());
      visit(clause.ask());
      for (Charge charge : clause.charges()) {
        visit(charge.amount());
      }
    }

    void visit(@Nullable Ask ask) {
      visit(ask == null ? null : ask.when());
    }

    void visit(@Nullable Expr expression) {
      if (expression == null || !mentions(expression, attributes)) {
        return;
      }
      if (whole(expression, attributes)) {
        found.accept(expression);
      } else {
        expression.parts().forEach(this::visit);
      }
    }
  }
}
