package dev.actp.compiler.notation;

import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.Approvers;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Text;
import dev.actp.runtime.value.Value;
import org.jspecify.annotations.Nullable;

/** Constraints that ask people. */
final class PeopleConstraints {
  private PeopleConstraints() {}

  /** An expression, or {@code true} for always. */
  static void requireApproval(Given given, Draft.Parts parts) {
    if (given.value() instanceof Value.Text(var text)) {
      ParseResult<Expression> parsed =
          Parser.parseExpression(new SourceFile(given.pointer(), text));
      if (parsed.tree() == null) {
        given.wrong(
            "an expression such as `amount > 100`: " + parsed.diagnostics().getFirst().message());
      } else {
        parts.add(approval("approvers", parsed.tree()));
      }
    } else if (given.flag()) {
      parts.add(approval("approvers", null));
    }
  }

  static void requireReview(Given given, Draft.Parts parts) {
    if (given.flag()) {
      parts.add(approval("reviewers", null));
    }
  }

  private static Clause approval(String group, @Nullable Expression when) {
    return new Clause.Approval(
        new Approvers(Count.of(1), Text.of(group), Span.NONE), when, null, Span.NONE);
  }
}
