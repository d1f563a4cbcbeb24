package dev.actp.compiler.suggest;

import dev.actp.compiler.check.Bound;
import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Comparison;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ceilings above anything that was asked for, and lists with elements that nobody asked for: in
 * requirements, wherever a narrower comparison makes a narrower condition. What was let through by
 * another branch of an {@code or} is no use of a comparison.
 */
final class Requirements {
  private final Subject subject;
  private final Findings found;

  private Requirements(Subject subject, Findings found) {
    this.subject = subject;
    this.found = found;
  }

  static void find(Subject subject, Findings found) {
    Requirements requirements = new Requirements(subject, found);
    for (LoweredCapability capability : subject.lowered().capabilities()) {
      List<Played> uses = subject.of(capability);
      for (LoweredClause clause : capability.clauses()) {
        if (clause.usedAt() == null
            && clause.written() instanceof Clause.Require require
            && subject.suffice(uses)) {
          requirements.condition(capability, require, require.condition(), uses);
        }
      }
    }
  }

  private void condition(
      LoweredCapability at, Clause.Require clause, Expression part, List<Played> uses) {
    switch (part) {
      case Expression.And and -> and.operands().forEach(each -> condition(at, clause, each, uses));
      case Expression.Or or -> or.operands().forEach(each -> condition(at, clause, each, uses));
      case Comparison comparison -> comparison(at, clause, comparison, uses);
      default -> {}
    }
  }

  private void comparison(
      LoweredCapability at, Clause.Require clause, Comparison part, List<Played> uses) {
    Bound bound = Bound.of(part).filter(b -> b.isUpper() && b.isQuantity()).orElse(null);
    boolean listed =
        part.operator() == Comparison.Operator.WITHIN || part.operator() == Comparison.Operator.IN;
    Optional<String> attribute =
        bound == null
            ? Bound.attribute(part.left()).filter(name -> listed)
            : Optional.of(bound.attribute());
    if (attribute.isEmpty()) {
      return;
    }
    List<Seen> seen = seen(attribute.get(), uses, at, clause);
    Optional<Narrower> narrower = bound == null ? listed(part, seen) : ceiling(bound, part, seen);
    narrower.ifPresent(n -> add(at, clause, part, n));
  }

  /** An attribute's value in a use. */
  private record Seen(Value value, Played use) {}

  /** A narrower comparison, and what it follows from. */
  private record Narrower(Proposal.Kind kind, Expression part, String why, Proof proof) {}

  private void add(
      LoweredCapability at, Clause.Require clause, Comparison part, Narrower narrower) {
    found.add(
        subject.edit(
            part.span(),
            at.meaning().name(),
            narrower.kind,
            Formatter.text(part),
            Formatter.text(narrower.part),
            narrower.why,
            narrower.proof,
            Edits.condition(at.written(), clause, part, narrower.part)));
  }

  /** The values of an attribute; none where any is not known. */
  private List<Seen> seen(
      String attribute, List<Played> uses, LoweredCapability at, Clause.Require clause) {
    List<Seen> seen = new ArrayList<>();
    String first = attribute.split("\\.", 2)[0];
    int unknown = 0;
    for (Played use : uses) {
      if (use.use().isUnknown(first)) {
        unknown++;
      } else {
        value(use, attribute).ifPresent(value -> seen.add(new Seen(value, use)));
      }
    }
    if (unknown == 0) {
      return seen;
    }
    found.note(
        "`%s: %s` is left as it is: `%s` is erased, redacted or not in the export for %d of %d uses"
            .formatted(
                at.meaning().name(), Formatter.text(clause), attribute, unknown, uses.size()));
    return List.of();
  }

  private static Optional<Value> value(Played use, String path) {
    Value at = new Value.Struct(use.attributes());
    for (String name : path.split("\\.", -1)) {
      at = at instanceof Value.Struct record ? record.members().get(name) : null;
      if (at == null) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  private Optional<Narrower> ceiling(Bound bound, Comparison part, List<Seen> seen) {
    boolean open = bound.operator() == Comparison.Operator.LESS;
    List<Seen> passing =
        seen.stream()
            .filter(each -> Amounts.isQuantity(each.value))
            .filter(
                each -> {
                  int order = Amounts.number(each.value).compareTo(bound.constant());
                  return open ? order < 0 : order <= 0;
                })
            .toList();
    List<Played> uses = passing.stream().map(Seen::use).toList();
    if (!subject.suffice(uses)) {
      return Optional.empty();
    }
    Seen top = passing.getFirst();
    for (Seen each : passing) {
      top = Amounts.number(each.value).compareTo(Amounts.number(top.value)) > 0 ? each : top;
    }
    BigDecimal most = Amounts.number(top.value);
    if (most.signum() <= 0) {
      return Optional.empty();
    }
    BigDecimal step = Amounts.step(most);
    BigDecimal up = Amounts.up(most, step);
    BigDecimal ceiling = open && up.compareTo(most) == 0 ? up.add(step) : up;
    boolean onTheRight = part.left() instanceof Expression.Path;
    Expression lower = Literals.of(onTheRight ? part.right() : part.left(), ceiling);
    if (Literals.number(lower).compareTo(bound.constant()) >= 0) {
      return Optional.empty();
    }
    Expression narrower =
        onTheRight
            ? new Comparison(part.left(), part.operator(), lower, part.span())
            : new Comparison(lower, part.operator(), part.right(), part.span());
    String why = "at most %s, in steps of %s".formatted(most.toPlainString(), step.toPlainString());
    return Optional.of(
        new Narrower(Proposal.Kind.CEILING, narrower, why, Proof.of(uses, List.of(top.use))));
  }

  private Optional<Narrower> listed(Comparison part, List<Seen> seen) {
    List<Expression> elements = elements(part.right());
    boolean whole = part.operator() == Comparison.Operator.WITHIN;
    Set<String> allowed = new HashSet<>(elements.stream().map(Formatter::text).toList());
    Set<String> asked = new HashSet<>();
    List<Played> uses = new ArrayList<>();
    for (Seen each : seen) {
      List<String> texts =
          (whole ? members(each.value) : List.of(each.value))
              .stream().map(Requirements::text).toList();
      if (allowed.containsAll(texts)) {
        asked.addAll(texts);
        uses.add(each.use);
      }
    }
    List<Expression> kept =
        elements.stream().filter(each -> asked.contains(Formatter.text(each))).toList();
    if (!subject.suffice(uses) || kept.isEmpty() || kept.size() == elements.size()) {
      return Optional.empty();
    }
    Expression list = new Expression.ListLiteral(kept, part.right().span());
    return Optional.of(
        new Narrower(
            Proposal.Kind.VALUES,
            new Comparison(part.left(), part.operator(), list, part.span()),
            "%d of %d were asked for".formatted(kept.size(), elements.size()),
            Proof.of(uses)));
  }

  /** The elements of a list that is written out, or that the file names; none of others. */
  private List<Expression> elements(Expression list) {
    if (list instanceof Expression.ListLiteral written) {
      return isPlain(written) ? written.elements() : List.of();
    }
    if (list instanceof Expression.Path path
        && path.root() == Expression.Root.BARE
        && path.steps().size() == 1) {
      Declaration.NamedList named =
          subject.lowered().scope().lists().get(path.steps().getFirst().text());
      return named != null && isPlain(named.elements()) ? named.elements().elements() : List.of();
    }
    return List.of();
  }

  private static boolean isPlain(Expression.ListLiteral list) {
    return list.elements().stream()
        .allMatch(
            each ->
                each instanceof Expression.TextLiteral || each instanceof Expression.IntLiteral);
  }

  private static List<Value> members(Value value) {
    return switch (value) {
      case Value.Sequence list -> list.elements();
      case Value.Distinct set -> set.elements();
      default -> List.of(value);
    };
  }

  /** A value as a literal is written. */
  private static String text(Value value) {
    return switch (value) {
      case Value.Text text -> Formatter.text(new Expression.TextLiteral(text.value(), Span.NONE));
      case Value.Num number -> number.value().toPlainString();
      default -> "";
    };
  }
}
