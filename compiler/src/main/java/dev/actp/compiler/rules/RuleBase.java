package dev.actp.compiler.rules;

import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.drools.base.base.ClassObjectType;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.AlphaNode;
import org.drools.core.reteoo.EmptyObjectSinkAdapter;
import org.drools.core.reteoo.LeftInputAdapterNode;
import org.drools.core.reteoo.ObjectSink;
import org.drools.core.reteoo.ObjectSinkPropagator;
import org.drools.core.reteoo.ObjectSource;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.core.reteoo.RuleTerminalNode;
import org.drools.core.reteoo.Sink;
import org.drools.core.rule.accessor.FactHandleFactory;

/**
 * Rules made executable: the engine's network of a base of rules that are about one fact each. Such
 * a network remembers nothing, and what it matches is known as soon as it is asked, so that neither
 * a session nor an agenda is needed. Thread-safe.
 */
final class RuleBase {
  private final ObjectSinkPropagator network;

  private final FactHandleFactory handles;

  private RuleBase(ObjectSinkPropagator network, FactHandleFactory handles) {
    this.network = network;
    this.handles = handles;
  }

  /**
   * Takes over a base: where it would queue a rule for firing, the rule's finding is added.
   *
   * @param findings by the rules' names
   * @param handles makes what the engine passes a fact around in
   * @throws IllegalStateException if the network is not as it must be, or if a rule is lost: a bug
   */
  static RuleBase over(
      InternalRuleBase base, Map<String, Finding> findings, FactHandleFactory handles) {
    ObjectSinkPropagator network = EmptyObjectSinkAdapter.getInstance();
    int rules = 0;
    for (ObjectTypeNode type : base.getRete().getObjectTypeNodes()) {
      if (type.getObjectType() instanceof ClassObjectType of
          && of.getClassType() == Inquiry.class) {
        rules += endWithFindings(type, findings);
        network = type.getObjectSinkPropagator();
      }
    }
    if (rules != findings.size()) {
      throw new IllegalStateException(findings.size() + " rules went in, " + rules + " came out");
    }
    return new RuleBase(network, handles);
  }

  /** Works on what is below a node; says how many rules end there. */
  private static int endWithFindings(ObjectSource node, Map<String, Finding> findings) {
    int rules = 0;
    for (ObjectSink sink : node.getObjectSinkPropagator().getSinks().clone()) {
      switch (sink) {
        case AlphaNode condition -> rules += endWithFindings(condition, findings);
        case LeftInputAdapterNode end -> {
          node.removeObjectSink(end);
          for (Sink terminal : end.getSinkPropagator().getSinks()) {
            String rule = ((RuleTerminalNode) terminal).getRule().getName();
            node.addObjectSink(new FindingSink(Objects.requireNonNull(findings.get(rule))));
            rules++;
          }
        }
        default -> throw new IllegalStateException("no condition of one fact: " + sink);
      }
    }
    return rules;
  }

  /** What the rules find. What a condition throws goes through. */
  List<Finding> findings(Situation situation) {
    Inquiry inquiry = new Inquiry(situation);
    network.propagateAssertObject(
        handles.newFactHandle(0, inquiry, 0, null, null, null), null, null);
    return inquiry.findings();
  }
}
