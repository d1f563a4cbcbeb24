package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code use}: replaced by the clauses of a set before anything is lowered. */
final class UseClause {
  static final String DOCUMENTATION =
      """
      `use NAME`

      Stands for the clauses of a `clauses NAME { ... }` set. Their windows and lists are those of the file that the set is written \
      in, their attributes and session values those of the capability.
      """;

  /** How many clauses a policy may have, once every {@code use} is replaced. */
  static final int MAX_CLAUSES = 2_000;

  /** How deep sets may use sets. */
  private static final int MAX_DEPTH = 16;

  private final Report report;
  private final List<String> open = new ArrayList<>();
  private int clauses;

  UseClause(Report report) {
    this.report = report;
  }

  /**
   * A clause, and where it came from.
   *
   * @param home the scope of the file that it is written in
   * @param usedAt where the capability uses the set that it is from; null for its own clauses
   */
  record Placed(Clause clause, FileScope home, @Nullable Span usedAt) {}

  /** The clauses of a capability with those of the sets that it uses. */
  List<Placed> expand(List<Clause> written, FileScope scope) {
    List<Placed> placed = new ArrayList<>();
    expand(written, scope, null, placed);
    return placed;
  }

  private void expand(
      List<Clause> written, FileScope scope, @Nullable Span usedAt, List<Placed> placed) {
    for (Clause clause : written) {
      if (clause instanceof Clause.Use use) {
        replace(use, scope, usedAt == null ? use.clauses().span() : usedAt, placed);
      } else if (++clauses <= MAX_CLAUSES) {
        placed.add(new Placed(clause, scope, usedAt));
      } else if (clauses == MAX_CLAUSES + 1) {
        report.error(
            Code.TOO_MANY_CLAUSES,
            "a policy has at most " + MAX_CLAUSES + " clauses",
            usedAt == null ? clause.span() : usedAt,
            "split it into several policies");
      }
    }
  }

  private void replace(Clause.Use use, FileScope scope, Span usedAt, List<Placed> placed) {
    Name name = use.clauses();
    Optional<FileScope.Homed> found = scope.clauseSet(name.text());
    if (found.isEmpty()) {
      unknown(name, scope);
      return;
    }
    String key = found.get().home().path() + " " + name;
    if (open.contains(key)) {
      report.error(Code.CLAUSES_CYCLE, "the clause set `" + name + "` uses itself", name.span());
    } else if (open.size() >= MAX_DEPTH) {
      report.error(
          Code.CLAUSES_CYCLE,
          "clause sets use one another more than " + MAX_DEPTH + " deep",
          name.span());
    } else if (clauses <= MAX_CLAUSES) {
      open.add(key);
      expand(found.get().set().clauses(), found.get().home(), usedAt, placed);
      open.removeLast();
    }
  }

  private void unknown(Name name, FileScope scope) {
    if (scope.complete()) {
      report.error(
          Code.UNKNOWN_CLAUSES,
          "no clause set `" + name + "` is declared",
          name.span(),
          Suggestion.help(
              name.text(),
              scope.clauseSets().keySet(),
              "declare it: `clauses " + name + " { ... }`"));
    }
  }
}
