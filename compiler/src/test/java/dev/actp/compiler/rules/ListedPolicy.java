package dev.actp.compiler.rules;

import dev.actp.compiler.expression.Frame;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.value.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kie.api.KieBase;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/**
 * A policy as its listing has it: rule text for the rule engine's own compiler, run in a session
 * with an agenda. Only what the single conditions say is production's.
 */
public final class ListedPolicy implements CompiledPolicy {
  private static final String PACKAGE = "package dev.actp.policy;\n";

  private final Policy policy;
  private final KieBase base;
  private final Closures closures;
  private final Candidates candidates;
  private final Map<String, Condition.Test> conditions = new HashMap<>();

  public ListedPolicy(Policy policy) {
    this.policy = policy;
    closures = new Closures(policy);
    candidates = new Candidates(policy);
    for (RuleSpec rule : PolicyRules.of(policy, closures)) {
      rule.conditions().forEach(condition -> conditions.put(condition.id(), condition.test()));
    }
    base = compiled(DrlListing.of(policy));
  }

  private static KieBase compiled(String listing) {
    String imports = PACKAGE + "import " + Inquiry.class.getCanonicalName() + ";\n";
    byte[] text = listing.replace(PACKAGE, imports).getBytes(StandardCharsets.UTF_8);
    KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
    builder.add(ResourceFactory.newByteArrayResource(text), ResourceType.DRL);
    if (builder.hasErrors()) {
      throw new IllegalStateException(builder.getErrors() + "\n" + listing);
    }
    return builder.newKieBase();
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public String digest() {
    return PolicyDigest.of(policy);
  }

  @Override
  public List<Finding> findings(Situation situation) {
    Inquiry inquiry = new Inquiry(situation);
    KieSession session = base.newKieSession();
    try {
      session.insert(inquiry);
      session.fireAllRules();
    } finally {
      session.dispose();
    }
    candidates.addTo(inquiry.findings, situation);
    return inquiry.findings;
  }

  @Override
  public Result evaluate(Expr expression, Situation situation) {
    return closures.of(expression).in(new Frame(situation));
  }

  /** The type that the listing names. */
  public final class Inquiry {
    private final Situation situation;
    private final dev.actp.compiler.rules.Inquiry asked;
    private final List<Finding> findings = new ArrayList<>();

    private Inquiry(Situation situation) {
      this.situation = situation;
      this.asked = new dev.actp.compiler.rules.Inquiry(situation);
    }

    public String getAction() {
      return situation.request().action();
    }

    public boolean isTrue(String condition) {
      return passes("true: " + condition);
    }

    public boolean isNotFalse(String condition) {
      return passes("not false: " + condition);
    }

    private boolean passes(String id) {
      return Objects.requireNonNull(conditions.get(id), id).passes(asked);
    }

    public void decoyTouched(int index) {
      findings.add(new Finding.DecoyTouched(index));
    }

    public void forbidden(int index) {
      findings.add(new Finding.Forbidden(index));
    }

    public void approvalNeeded(int index) {
      findings.add(new Finding.ApprovalNeeded(index));
    }

    public void quotaApplies(int index) {
      findings.add(new Finding.QuotaApplies(index));
    }

    public void holds(int index) {
      findings.add(new Finding.Holds(index));
    }
  }
}
