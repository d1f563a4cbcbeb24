package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.dsl.syntax.ActionTarget;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Key;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that a file uses: kind, a space, the name. A rule for any action uses all actions. */
final class UsedNames {
  private final Set<String> used = new HashSet<>();
  private final Set<String> actions;

  private UsedNames(Set<String> actions) {
    this.actions = actions;
  }

  static Set<String> of(LoweredPolicy policy) {
    UsedNames names = new UsedNames(policy.scope().actions().keySet());
    policy.scope().file().declarations().forEach(names::add);
    return names.used;
  }

  private void add(Declaration declaration) {
    PolicyExpressions.of(declaration).forEach(this::addAll);
    switch (declaration) {
      case Declaration.Capability d -> {
        d.actions().forEach(a -> use("action", a));
        d.resources().forEach(this::add);
        d.clauses().forEach(this::add);
      }
      case Declaration.ClauseSet d -> d.clauses().forEach(this::add);
      case Declaration.Forbid d -> add(d.scope());
      case Declaration.RequiredApproval d -> add(d.scope());
      case Declaration.Quota d -> {
        add(d.scope());
        d.each().forEach(this::add);
      }
      case Declaration.Decoy d -> d.resources().forEach(this::add);
      case Declaration.NamedList ignored -> {}
      case Declaration.Session ignored -> {}
      case Declaration.Agent ignored -> {}
      case Declaration.Action ignored -> {}
      case Declaration.Window ignored -> {}
      case Declaration.Audit ignored -> {}
      case Declaration.Breaker ignored -> {}
      case Declaration.Delegation ignored -> {}
      case Declaration.TokenLifetime ignored -> {}
      case Declaration.Monitor ignored -> {}
      case Declaration.Explain ignored -> {}
    }
  }

  private void add(Clause clause) {
    Walk.expressions(clause).forEach(this::addAll);
    switch (clause) {
      case Clause.Limit c -> c.each().forEach(this::add);
      case Clause.Budget c -> c.each().forEach(this::add);
      case Clause.Open c -> {
        use("action", c.releasedBy());
        c.each().forEach(this::add);
      }
      case Clause.During c -> use("window", c.window());
      case Clause.After c -> after(c.action(), c.on());
      case Clause.NotAfter c -> after(c.action(), c.on());
      case Clause.Use c -> use("clauses", c.clauses());
      case Clause.Require ignored -> {}
      case Clause.Approval ignored -> {}
      case Clause.Reveals ignored -> {}
      case Clause.NotDelegable ignored -> {}
    }
  }

  private void after(Name action, @Nullable Pattern on) {
    use("action", action);
    if (on != null) {
      add(on);
    }
  }

  private void add(@Nullable Scope scope) {
    if (scope == null) {
      return;
    }
    scope.resources().forEach(this::add);
    switch (scope.actions()) {
      case ActionTarget.Named named -> use("action", named.action());
      case ActionTarget.Any any -> {
        actions.forEach(action -> used.add("action " + action));
        if (any.matching() != null) {
          add(any.matching());
        }
      }
    }
  }

  private void add(Key key) {
    switch (key) {
      case Key.SessionValue value -> use("session", value.name());
      case Key.Attribute ignored -> {}
      case Key.Of ignored -> {}
    }
  }

  private void add(Pattern pattern) {
    for (Pattern.Part part : pattern.parts()) {
      switch (part) {
        case Pattern.Part.SessionValue value -> use("session", value.name());
        case Pattern.Part.AgentValue value -> use("agent", value.name());
        case Pattern.Part.Literal ignored -> {}
        case Pattern.Part.Wildcard ignored -> {}
      }
    }
  }

  private void addAll(Expression expression) {
    Walk.each(expression, this::addOne);
  }

  private void addOne(Expression expression) {
    if (expression instanceof Expression.Matches matches) {
      add(matches.pattern());
    }
    if (expression instanceof Expression.Path path && !path.steps().isEmpty()) {
      List<Name> steps = path.steps();
      switch (path.root()) {
        case BARE -> use("list", steps.getFirst());
        case SESSION -> use("session", steps.getFirst());
        case AGENT -> use("agent", steps.getFirst());
        case CONTEXT, RESOURCE, ACTION, REQUEST, NOW -> {}
      }
    }
  }

  private void use(String kind, Name name) {
    used.add(kind + " " + name);
  }
}
