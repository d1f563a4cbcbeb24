package dev.actp.runtime.policy;

import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed, resolved expression. Evaluation goes left to right with short circuit and gives a value
 * or a fault; every expression ends, since nothing recurses or loops but over given collections.
 */
public sealed interface Expr {

  /** The expressions that this one is made of, left to right; none for one that has no parts. */
  default List<Expr> parts() {
    return switch (this) {
      case ListOf list -> list.elements();
      case Member member -> List.of(member.record());
      case Present present -> List.of(present.path());
      case Arithmetic sum -> List.of(sum.left(), sum.right());
      case Comparison both -> List.of(both.left(), both.right());
      case In both -> List.of(both.element(), both.collection());
      case Within both -> List.of(both.left(), both.right());
      case Matches matches -> List.of(matches.text());
      case Not not -> List.of(not.operand());
      case And and -> and.operands();
      case Or or -> or.operands();
      case Quantified all -> List.of(all.collection(), all.body());
      case Call call -> call.arguments();
      case Literal literal -> List.of();
      case Attribute attribute -> List.of();
      case Context context -> List.of();
      case SessionValue session -> List.of();
      case AgentValue agent -> List.of();
      case Root root -> List.of();
      case Variable variable -> List.of();
      case During during -> List.of();
      case Used used -> List.of();
      case Happened happened -> List.of();
      case Enforced enforced -> List.of();
      case Delegated delegated -> List.of();
    };
  }

  /** A constant. */
  record Literal(Value value) implements Expr {}

  /** A list written out, with an element that is no constant. */
  record ListOf(List<Expr> elements) implements Expr {
    public ListOf {
      elements = List.copyOf(elements);
    }
  }

  /**
   * A request attribute, of the declared type or the one that the clause needs. Absent is a fault.
   */
  record Attribute(String name, Type type) implements Expr {}

  /** All attributes, as given: the argument of {@code sensitive(context)}. */
  enum Context implements Expr {
    CONTEXT
  }

  /** A value signed with the token. */
  record SessionValue(String name, Type type) implements Expr {}

  /** A value of the agent registry. */
  record AgentValue(String name, Type type) implements Expr {}

  /**
   * The roots that every request has; {@link #REQUEST_IP} and {@link #REQUEST_REASON} may be
   * absent, which is a fault.
   */
  enum Root implements Expr {
    AGENT_ID,
    AGENT_NAME,
    RESOURCE,
    ACTION,
    REQUEST_IP,
    REQUEST_REASON,
    NOW
  }

  /** The variable of the enclosing quantifier. */
  record Variable(String name) implements Expr {}

  /** A member of a record. Absent is a fault. */
  record Member(Expr record, String name) implements Expr {}

  /**
   * {@code present(path)}: an {@link Attribute}, {@link SessionValue}, {@link AgentValue}, {@link
   * Root} or {@link Member}.
   */
  record Present(Expr path) implements Expr {}

  /**
   * {@code + - *} on numbers, money, timestamps and durations; {@code type} is the result's and
   * bounds it.
   */
  record Arithmetic(Arithmetic.Operator operator, Expr left, Expr right, Type type)
      implements Expr {
    /** The operators. */
    public enum Operator {
      PLUS,
      MINUS,
      TIMES
    }
  }

  /** A comparison by value; unlike types or currencies are a fault. */
  record Comparison(Comparison.Operator operator, Expr left, Expr right) implements Expr {
    /** The operators. */
    public enum Operator {
      EQUAL,
      UNEQUAL,
      LESS,
      LESS_OR_EQUAL,
      GREATER,
      GREATER_OR_EQUAL
    }
  }

  /** {@code element in collection}; {@code contains} is lowered to it. */
  record In(Expr element, Expr collection) implements Expr {}

  /** {@code left within right}: subset; an empty left is a fault. */
  record Within(Expr left, Expr right) implements Expr {}

  /** An anchored, exact glob. */
  record Matches(Expr text, Pattern glob) implements Expr {}

  /** Negation; a fault stays one. */
  record Not(Expr operand) implements Expr {}

  /** Conjunction of two or more. */
  record And(List<Expr> operands) implements Expr {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** Disjunction of two or more. */
  record Or(List<Expr> operands) implements Expr {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** {@code every} (empty is a fault) or {@code some} (empty is false). */
  record Quantified(boolean every, String variable, Expr collection, Expr body) implements Expr {}

  /** A function of the closed list. */
  record Call(Function function, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * The functions. {@link #NON_NEGATIVE} has no spelling: the identity on zero and above, else a
   * fault (budgets).
   */
  enum Function {
    COUNT,
    LENGTH,
    LOWER,
    DOMAIN,
    HOST,
    CIDR,
    INSIDE,
    SUM,
    AGE,
    DAY_OF,
    SENSITIVE,
    SQL,
    NON_NEGATIVE
  }

  /** Whether {@code now} lies in a window. */
  record During(TimeWindow window) implements Expr {}

  /**
   * What has been used of a counter in its window: a number or money, zero where it is unknown so
   * far. A fact.
   */
  record Used(Counter counter) implements Expr {}

  /**
   * Whether the session has done an action. A fact.
   *
   * @param on the resource it was done on (for {@code not after} matched loosely), or null for any
   * @param with attributes whose value then must equal the one now
   * @param within how long ago at most ({@code now - t < within}), or null
   * @param succeeded only uses reported succeeded count; else every allowed use does
   */
  record Happened(
      String action,
      @Nullable Pattern on,
      List<String> with,
      @Nullable Duration within,
      boolean succeeded)
      implements Expr {
    public Happened {
      with = List.copyOf(with);
    }
  }

  /** Whether the path that the answer takes enforces obligations. A fact. */
  enum Enforced implements Expr {
    ENFORCED
  }

  /** Whether the link under evaluation is a child. A fact. */
  enum Delegated implements Expr {
    DELEGATED
  }
}
