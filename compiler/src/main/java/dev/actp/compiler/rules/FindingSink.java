package dev.actp.compiler.rules;

import dev.actp.runtime.decision.Finding;
import org.drools.core.common.InternalFactHandle;
import org.drools.core.common.PropagationContext;
import org.drools.core.common.ReteEvaluator;
import org.drools.core.reteoo.LeftInputAdapterNode;

/** Where the conditions of a rule end: what comes here has matched. */
@SuppressWarnings("serial")
final class FindingSink extends LeftInputAdapterNode {
  private final transient Finding finding;

  FindingSink(Finding finding) {
    this.finding = finding;
  }

  @Override
  public void assertObject(
      InternalFactHandle inquiry, PropagationContext context, ReteEvaluator evaluator) {
    ((Inquiry) inquiry.getObject()).add(finding);
  }
}
