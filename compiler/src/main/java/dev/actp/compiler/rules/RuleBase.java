package dev.actp.compiler.rules;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.on;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import org.drools.model.Index;
import org.drools.model.PatternDSL.PatternDef;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Rules made executable. Thread-safe: threads take turns with a few long-lived sessions, each of
 * which holds one fact at a time.
 */
final class RuleBase {
  private static final String PACKAGE = "dev.actp.policy";

  /** Sessions that are kept. More threads at once get sessions that are thrown away. */
  private static final int MAX_IDLE_SESSIONS = 4;

  private final KieBase base;
  private final ArrayBlockingQueue<KieSession> idle = new ArrayBlockingQueue<>(MAX_IDLE_SESSIONS);

  private RuleBase(KieBase base) {
    this.base = base;
  }

  /**
   * Builds the rules.
   *
   * @throws IllegalArgumentException if two rules have one name, or two conditions one id: a bug
   */
  static RuleBase of(List<RuleSpec> specs) {
    requireUnique(specs);
    ModelImpl model = new ModelImpl();
    for (RuleSpec spec : specs) {
      model.addRule(drools(spec));
    }
    KieBase base = KieBaseBuilder.createKieBaseFromModel(model);
    int built = base.getKiePackages().stream().mapToInt(p -> p.getRules().size()).sum();
    if (built != specs.size()) {
      throw new IllegalStateException(specs.size() + " rules went in, " + built + " came out");
    }
    return new RuleBase(base);
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

  private static Rule drools(RuleSpec spec) {
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
      pattern.expr(condition.id(), condition::test);
    }
    Finding finding = spec.finding();
    return rule(PACKAGE, spec.name()).build(pattern, on(inquiry).execute(i -> i.add(finding)));
  }

  /**
   * What the rules find. What a rule throws goes through, and the session that it ran in is thrown
   * away.
   */
  List<Finding> findings(Situation situation) {
    KieSession pooled = idle.poll();
    KieSession session = pooled == null ? base.newKieSession() : pooled;
    boolean clean = false;
    try {
      Inquiry inquiry = new Inquiry(situation);
      FactHandle handle = session.insert(inquiry);
      session.fireAllRules();
      session.delete(handle);
      clean = true;
      return inquiry.findings();
    } finally {
      if (!clean || !idle.offer(session)) {
        session.dispose();
      }
    }
  }
}
