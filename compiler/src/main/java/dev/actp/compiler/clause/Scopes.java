package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.types.Attributes;
import dev.actp.compiler.types.Declarations;
import dev.actp.compiler.types.Patterns;
import dev.actp.dsl.syntax.ActionTarget;
import dev.actp.dsl.syntax.Scope;
import dev.actp.runtime.function.LooseGlob;
import dev.actp.runtime.function.LooseText;
import dev.actp.runtime.policy.ActionMatch;
import dev.actp.runtime.policy.Pattern;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rules of the policy itself speak of: actions and resources. */
final class Scopes {
  /** Every resource. */
  static final Pattern EVERYTHING = new Pattern(List.of(Pattern.Part.Wildcard.ANY));

  private final FileScope scope;
  private final Declarations declarations;
  private final Report report;
  private final Set<String> known;

  Scopes(FileScope scope, Declarations declarations, Report report) {
    this.scope = scope;
    this.declarations = declarations;
    this.report = report;
    this.known = scope.knownActions();
  }

  /** The actions; one that nothing declares or grants is reported. */
  ActionMatch actions(@Nullable Scope written) {
    if (written == null) {
      return ActionMatch.Any.ANY_ACTION;
    }
    return switch (written.actions()) {
      case ActionTarget.Named named -> {
        ownContext().demandKnown(named.action());
        yield new ActionMatch.Named(named.action().text());
      }
      case ActionTarget.Any any ->
          any.matching() == null
              ? ActionMatch.Any.ANY_ACTION
              : new ActionMatch.Matching(new Patterns(declarations, report).lower(any.matching()));
    };
  }

  /** The resources. */
  List<Pattern> resources(@Nullable Scope written) {
    return written == null
        ? List.of(EVERYTHING)
        : new Patterns(declarations, report).lower(written.resources());
  }

  /**
   * Where the expressions of a rule stand that speaks of these actions, whichever policy grants
   * them.
   */
  RuleContext context(ActionMatch match) {
    return switch (match) {
      case ActionMatch.Named named ->
          context(Attributes.of(List.of(named.action()), declarations, scope));
      case ActionMatch.Matching ignored ->
          context(Attributes.ofAny(matched(match, known), declarations, scope));
      case ActionMatch.Any ignored -> context(Attributes.ofAny(known, declarations, scope));
    };
  }

  /** Where what stands that speaks of no action. */
  RuleContext ownContext() {
    return context(Attributes.of(List.of(), declarations, scope));
  }

  /**
   * Where the expressions of a rule stand that speaks of these actions as far as the policy grants
   * them.
   */
  RuleContext contextOfGranted(ActionMatch match) {
    List<String> granted = matched(match, scope.granted());
    return granted.isEmpty()
        ? context(match)
        : context(Attributes.of(granted, declarations, scope));
  }

  private RuleContext context(Attributes attributes) {
    return new RuleContext(
        scope, known, declarations, attributes, scope.file().name().text(), "", report);
  }

  /** The actions among these that a rule speaks of; all of them where a placeholder decides. */
  static List<String> matched(ActionMatch match, Collection<String> actions) {
    return switch (match) {
      case ActionMatch.Named named -> actions.stream().filter(named.action()::equals).toList();
      case ActionMatch.Any ignored -> List.copyOf(actions);
      case ActionMatch.Matching matching ->
          matching.glob().parts().stream().anyMatch(Scopes::isPlaceholder)
              ? List.copyOf(actions)
              : matching(LooseGlob.of(matching.glob()), actions);
    };
  }

  private static List<String> matching(LooseGlob glob, Collection<String> actions) {
    return actions.stream().filter(a -> glob.matches(LooseText.of(a))).toList();
  }

  private static boolean isPlaceholder(Pattern.Part part) {
    return part instanceof Pattern.Part.SessionValue || part instanceof Pattern.Part.AgentValue;
  }
}
