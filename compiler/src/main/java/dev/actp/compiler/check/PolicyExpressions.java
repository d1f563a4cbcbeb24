package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredClause;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The expressions of a policy: of its capabilities, clause sets replaced, and of its rules. */
final class PolicyExpressions {
  private PolicyExpressions() {}

  static void each(LoweredPolicy policy, Consumer<Expression> visitor) {
    for (LoweredCapability capability : policy.capabilities()) {
      for (LoweredClause clause : capability.clauses()) {
        Walk.expressions(clause.written()).forEach(visitor);
      }
    }
    policy.scope().file().declarations().forEach(d -> of(d).forEach(visitor));
  }

  /** The expressions of a rule of the policy itself. */
  static List<Expression> of(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Forbid d -> Stream.ofNullable(d.when()).toList();
      case Declaration.RequiredApproval d -> Stream.ofNullable(d.when()).toList();
      case Declaration.Quota d -> Stream.ofNullable(d.measure()).toList();
      case Declaration.Audit d -> Stream.ofNullable(d.redact()).toList();
      default -> List.of();
    };
  }
}
