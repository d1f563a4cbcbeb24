package dev.actp.bench.inprocess;

import dev.actp.bench.workload.Ask;
import dev.actp.bench.workload.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The same by hand, found by its action: what no engine can be faster than. */
final class PlainJava implements InProcess {
  private final Map<String, Subject> byAction = new HashMap<>();
  private final Map<String, Set<String>> columns = new HashMap<>();
  private final List<Ask> asks;

  PlainJava(List<Subject> subjects, List<Ask> asks) {
    this.asks = asks;
    for (Subject subject : subjects) {
      byAction.put(subject.action(), subject);
      columns.put(subject.action(), new HashSet<>(subject.columns()));
    }
  }

  @Override
  public boolean allows(int request) {
    Ask ask = asks.get(request);
    Subject policy = byAction.get(ask.action());
    return policy != null
        && ask.role().equals(Subject.ROLE)
        && ask.resource().startsWith(policy.scheme() + "://customer:" + Ask.CUSTOMER + "/")
        && ask.amount() > 0
        && ask.amount() <= policy.ceiling()
        && (ask.amount() <= policy.threshold() || ask.approved())
        && columns.getOrDefault(ask.action(), Set.of()).containsAll(ask.columns())
        && ask.hour() >= 9
        && ask.hour() < policy.until()
        && ask.day() >= 1
        && ask.day() <= 5
        && policy.domains().contains(ask.email().substring(ask.email().indexOf('@') + 1));
  }
}
