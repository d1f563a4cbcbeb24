package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Pattern;
import java.util.List;

/**
 * A domain told by its end alone: {@code "*company.com"} takes {@code evilcompany.com}, and as part
 * of an address anything.
 */
final class SuffixLookalike implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    PolicyExpressions.each(policy, e -> Walk.each(e, inner -> check(inner, report)));
  }

  private static void check(Expression e, Report report) {
    if (!(e instanceof Expression.Matches matches)) {
      return;
    }
    List<Pattern.Part> parts = matches.pattern().parts();
    boolean ending =
        parts.size() == 2
            && parts.getFirst() instanceof Pattern.Part.Wildcard
            && parts.getLast() instanceof Pattern.Part.Literal end
            && looksLikeDomain(end.text());
    if (ending) {
      String domain = ((Pattern.Part.Literal) parts.getLast()).text();
      report.add(
          Diagnostic.warning(
                  Code.SUFFIX_LOOKALIKE,
                  "this takes `evil" + domain + "` as well",
                  matches.pattern().span())
              .withHelp(
                  "write `domain(address) == \""
                      + domain
                      + "\"`, or put `@` or `.` in front of `"
                      + domain
                      + "`"));
    }
  }

  private static boolean looksLikeDomain(String text) {
    return text.indexOf('.') > 0
        && !text.endsWith(".")
        && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-');
  }
}
