package dev.actp.compiler.rules;

import dev.actp.runtime.decision.Finding;
import dev.actp.runtime.decision.Situation;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Rules made executable. Thread-safe: threads take turns with a few long-lived sessions, each of
 * which holds one fact at a time.
 */
final class RuleBase {
  /** Sessions that are kept. More threads at once get sessions that are thrown away. */
  private static final int MAX_IDLE_SESSIONS = 4;

  private final KieBase base;
  private final ArrayBlockingQueue<KieSession> idle = new ArrayBlockingQueue<>(MAX_IDLE_SESSIONS);

  RuleBase(KieBase base) {
    this.base = base;
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
