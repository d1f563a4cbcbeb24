package dev.actp.compiler.testing;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Step;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.testing.Expectation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Warns of a bare {@code => deny} that would pass whatever the policy says, because the request has
 * a name in it that no policy under test knows: a typo there turns a test into no test.
 */
final class EmptyDenial {
  private EmptyDenial() {}

  static void check(Step.Request request, Expectation expected, PolicyNames names, Report report) {
    if (!(expected instanceof Expectation.Denied denied) || denied.cause() != null) {
      return;
    }
    Name action = request.action();
    if (!names.knowsAction(action.text())) {
      warn(
          "no policy under test speaks of an action `" + action.text() + "`",
          action,
          Suggestion.help(action.text(), names.actions(), null),
          "deny by default",
          report);
      return;
    }
    List<ActionDeclaration> declarations = names.declarations(action.text());
    Expression.@Nullable RecordLiteral record = request.attributes();
    if (declarations.size() == 1 && !declarations.getFirst().open() && record != null) {
      checkAttributes(declarations.getFirst(), record, report);
    }
  }

  private static void checkAttributes(
      ActionDeclaration declaration, Expression.RecordLiteral record, Report report) {
    Set<String> declared = declaration.parameters().keySet();
    for (Expression.RecordLiteral.Member member : record.members()) {
      if (!declared.contains(member.key().text())) {
        warn(
            "action `" + declaration.name() + "` has no attribute `" + member.key().text() + "`",
            member.key(),
            Suggestion.help(member.key().text(), declared, null),
            "deny by malformed",
            report);
      }
    }
  }

  private static void warn(
      String message, Name name, @Nullable String suggestion, String precise, Report report) {
    String say = "where that is the point of the test, say `" + precise + "`";
    report.add(
        Diagnostic.warning(
                Code.TEST_EMPTY_DENIAL,
                message + ", so that this is denied whatever they say",
                name.span())
            .withHelp(suggestion == null ? say : suggestion + " " + say));
  }
}
