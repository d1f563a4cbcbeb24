package dev.actp.compiler.rules;

import dev.actp.compiler.expression.Frame;
import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import java.util.ArrayList;
import java.util.List;

/** The one fact of a decision: what is asked of the rules, and what they found so far. */
final class Inquiry {
  private final String action;
  private final Frame frame;
  private final List<Finding> findings = new ArrayList<>(4);

  Inquiry(Situation situation) {
    this.action = situation.request().action();
    this.frame = new Frame(situation);
  }

  /** By which the rules of capabilities are indexed. */
  String action() {
    return action;
  }

  Frame frame() {
    return frame;
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  List<Finding> findings() {
    return findings;
  }
}
