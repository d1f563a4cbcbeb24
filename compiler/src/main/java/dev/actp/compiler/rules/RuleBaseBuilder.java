package dev.actp.compiler.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import dev.actp.runtime.decision.Finding;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.drools.core.reteoo.ReteooFactHandleFactory;
import org.drools.core.rule.accessor.FactHandleFactory;
import org.drools.model.Index;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;

/**
 * Builds rule bases. They share one configuration, the engine's own: it is a third of a small
 * base's memory, and none of its options was found to be both safe and of use.
 */
final class RuleBaseBuilder {
  private static final String PACKAGE = "dev.actp.policy";

  private final KieBaseConfiguration configuration = KieServices.get().newKieBaseConfiguration();
  private final FactHandleFactory handles = new ReteooFactHandleFactory();

  /**
   * Builds the rules.
   *
   * @throws IllegalArgumentException if two rules have one name, or two conditions one id: a bug
   */
  RuleBase build(List<RuleSpec> specs) {
    requireUnique(specs);
    ModelImpl model = new ModelImpl();
    Map<String, String> ids = new HashMap<>();
    for (RuleSpec spec : specs) {
      model.addRule(drools(spec, ids));
    }
    Map<String, Finding> findings =
        specs.stream().collect(Collectors.toMap(RuleSpec::name, RuleSpec::finding));
    return RuleBase.over(
        KieBaseBuilder.createKieBaseFromModel(model, configuration), findings, handles);
  }

  private static void requireUnique(List<RuleSpec> specs) {
    Set<String> names = new HashSet<>();
    Map<String, Condition> byId = new HashMap<>();
    for (RuleSpec spec : specs) {
      if (!names.add(spec.name())) {
        throw new IllegalArgumentException("two rules are called " + spec.name());
      }
      for (Condition condition : spec.conditions()) {
        Condition known = byId.putIfAbsent(condition.id(), condition);
        if (known != null && !known.asksTheSameAs(condition)) {
          throw new IllegalArgumentException("two conditions have the id " + condition.id());
        }
      }
    }
  }

  /** Numbers stand in for the conditions' ids, one for one: Drools keeps several copies of each. */
  private static Rule drools(RuleSpec spec, Map<String, String> ids) {
    Variable<Inquiry> inquiry = declarationOf(Inquiry.class);
    PatternDef<Inquiry> pattern = pattern(inquiry);
    String action = spec.action();
    if (action != null) {
      pattern.expr(
          "action: " + action,
          i -> i.action().equals(action),
          alphaIndexedBy(String.class, Index.ConstraintType.EQUAL, 0, Inquiry::action, action));
    }
    for (Condition condition : spec.conditions()) {
      String id = ids.computeIfAbsent(condition.id(), any -> "condition " + ids.size());
      Condition.Test test = condition.test();
      pattern.expr(id, test::passes);
    }
    Finding finding = spec.finding();
    return rule(PACKAGE, spec.name()).build(pattern, on(inquiry).execute(i -> i.add(finding)));
  }
}
