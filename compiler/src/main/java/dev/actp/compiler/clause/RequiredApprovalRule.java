package dev.actp.compiler.clause;

import dev.actp.compiler.prose.People;
import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Pattern;
import dev.actp.runtime.policy.RequiredApproval;
import java.util.List;
import java.util.Optional;

/** {@code approval ... for}. */
public final class RequiredApprovalRule {
  static final String DOCUMENTATION =
      """
      `approval by [K of] "GROUP" for ACTION on "PATTERN" [when EXPR] [expires DURATION]`

      Asks people of the group before any such use, whichever policy grants it. Matches loosely; an error in EXPR asks.
      """;

  private RequiredApprovalRule() {}

  /** What a policy-level approval says. */
  public static Phrase sentence(RequiredApproval approval) {
    return Phrase.of(
        "Before ",
        People.doing(approval.actions(), approval.resources()),
        ", ",
        People.approve(approval.ask()),
        ".");
  }

  static Optional<RequiredApproval> lower(Declaration.RequiredApproval written, Scopes scopes) {
    ActionMatch actions = scopes.actions(written.scope());
    List<Pattern> resources = scopes.resources(written.scope());
    return Asks.of(written.approvers(), written.when(), written.expires(), scopes.context(actions))
        .map(ask -> new RequiredApproval(actions, resources, ask, SourceTexts.of(written)));
  }
}
