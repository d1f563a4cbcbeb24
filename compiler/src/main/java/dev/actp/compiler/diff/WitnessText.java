package dev.actp.compiler.diff;

import dev.actp.dsl.syntax.Words;
import dev.actp.runtime.testing.ValueText;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A witness's session as the steps of a policy test, so that it can be made one. */
public final class WitnessText {
  private WitnessText() {}

  /** The steps, one a line; the last is the request that comes out differently. */
  public static List<String> lines(Witness witness) {
    Scene scene = witness.scene();
    List<String> lines = new ArrayList<>();
    lines.add("at " + scene.at());
    values("session ", scene.session(), lines);
    values("agent ", scene.agent(), lines);
    if (scene.ip() != null && !scene.ip().canonical().equals("192.0.2.1")) {
      lines.add("request ip = " + ValueText.quote(scene.ip().canonical()));
    }
    if (scene.reason() != null) {
      lines.add("// the request's reason is " + ValueText.quote(scene.reason()));
    }
    List<Step> steps = witness.steps();
    for (int i = 0; i < steps.size(); i++) {
      add(steps.get(i), i == steps.size() - 1, lines);
    }
    return lines;
  }

  private static void values(String root, Map<String, Value> values, List<String> lines) {
    values.forEach((name, value) -> lines.add(root + name(name) + " = " + ValueText.of(value)));
  }

  private static void add(Step step, boolean last, List<String> lines) {
    switch (step) {
      case Step.Use use -> {
        int before = last ? use.times() - 1 : use.times();
        if (before > 1) {
          lines.add("repeat " + before + " { " + request(use) + " }");
        } else if (before == 1) {
          lines.add(request(use));
        }
        if (last) {
          lines.add(request(use));
        }
      }
      case Step.Wait wait -> lines.add("advance " + ValueText.of(wait.by()));
      case Step.Fresh fresh -> lines.add("// a new session");
      case Step.As as -> lines.add("agent id = " + ValueText.quote(as.agent()));
    }
  }

  private static String request(Step.Use use) {
    String on = use.resource().isEmpty() ? "" : " on " + ValueText.quote(use.resource());
    String with =
        use.attributes().members().isEmpty() ? " {}" : " " + ValueText.of(use.attributes());
    return name(use.action()) + on + with;
  }

  private static String name(String name) {
    return Words.isBare(name) ? name : ValueText.quote(name);
  }
}
