package dev.actp.runtime.explain;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.explain.Branch.Verdict;
import dev.actp.runtime.policy.Ask;
import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.testing.ObligationText;
import dev.actp.runtime.testing.Trace;
import dev.actp.runtime.testing.ValueText;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Result;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A clause with what it came to, and the values of what it is made of. */
record ClauseBranch(CompiledPolicy policy, Situation situation) {

  Branch of(Branch.Kind kind, Clause clause) {
    Result condition = policy.evaluate(clause.condition(), situation);
    Verdict verdict = verdict(condition);
    List<Branch> parts = new ArrayList<>(values(clause.condition()));
    String detail = condition instanceof Fault fault ? fault.detail() : "";
    Ask ask = clause.ask();
    if (verdict == Verdict.HOLDS && ask != null) {
      Result when = when(ask);
      parts.addAll(values(ask.when()));
      verdict = asking(when);
      detail = when instanceof Fault fault ? fault.detail() : asked(verdict, ask);
    }
    if (verdict == Verdict.HOLDS && !clause.obligations().isEmpty()) {
      detail =
          clause.obligations().stream()
              .map(ObligationText::of)
              .collect(Collectors.joining(" and ", "the answer shows ", ""));
    }
    return new Branch(kind, verdict, clause.source().text(), detail, clause.source(), parts);
  }

  /** The values of an expression and of its parts; nothing for a constant. */
  List<Branch> values(@Nullable Expr expression) {
    return expression == null || expression instanceof Expr.Literal
        ? List.of()
        : Tree.of(Trace.of(expression, each -> policy.evaluate(each, situation)));
  }

  static String people(Ask ask) {
    String quorum = ask.quorum() == 1 ? "" : ask.quorum() + " of ";
    return quorum + ValueText.quote(ask.group()) + " within " + ValueText.of(ask.expires());
  }

  private Result when(Ask ask) {
    return ask.when() == null ? Value.Bool.TRUE : policy.evaluate(ask.when(), situation);
  }

  private static String asked(Verdict verdict, Ask ask) {
    return verdict == Verdict.ASKS ? people(ask) : "nobody is asked";
  }

  private static Verdict verdict(Result condition) {
    return switch (condition) {
      case Fault fault -> Verdict.ERRS;
      case Value value -> value.equals(Value.Bool.TRUE) ? Verdict.HOLDS : Verdict.FAILS;
    };
  }

  private static Verdict asking(Result when) {
    return switch (when) {
      case Fault fault -> Verdict.ERRS;
      case Value value -> value.equals(Value.Bool.TRUE) ? Verdict.ASKS : Verdict.HOLDS;
    };
  }
}
