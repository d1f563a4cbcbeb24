package dev.actp.runtime.explain;

import dev.actp.runtime.policy.Source;
import dev.actp.runtime.testing.Trace;
import java.util.ArrayList;
import java.util.List;

/** The lines of a trace, nested as deep as they say. */
final class Tree {
  private final List<Trace.Line> lines;
  private int at;

  private Tree(List<Trace.Line> lines) {
    this.lines = lines;
  }

  static List<Branch> of(Trace trace) {
    return new Tree(trace.lines()).below(0);
  }

  private List<Branch> below(int depth) {
    List<Branch> branches = new ArrayList<>();
    while (at < lines.size() && lines.get(at).depth() >= depth) {
      Trace.Line line = lines.get(at++);
      branches.add(
          new Branch(
              Branch.Kind.EXPRESSION,
              Branch.Verdict.IS,
              line.expression(),
              line.value(),
              Source.NONE,
              below(line.depth() + 1)));
    }
    return branches;
  }
}
