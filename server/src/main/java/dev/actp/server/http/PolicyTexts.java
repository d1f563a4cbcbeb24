package dev.actp.server.http;

import dev.actp.compiler.notation.PolicyNotation;
import dev.actp.compiler.notation.Translation;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.json.Members.Misfit;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.PolicyBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Gets the {@code .actp} text out of a request, whichever way it came. */
final class PolicyTexts {
  private static final String FILE = "policy.actp";

  private final PolicyBuilder builder;

  PolicyTexts(PolicyBuilder builder) {
    this.builder = builder;
  }

  /** What a request holds. */
  sealed interface Holding {}

  /**
   * A text.
   *
   * @param warnings where a translation could not be exact
   */
  record Text(String source, List<String> warnings) implements Holding {}

  /** None, and why. */
  record Refused(Problem problem) implements Holding {}

  /**
   * The policy text of a request: {@code text/x-actp}, {@code source}, or JSON to be translated.
   */
  Holding of(Call call, Members body) {
    if (MediaTypes.isActp(call.exchange().header("content-type").orElse(""))) {
      return actp(call.exchange().body());
    }
    String source = body.text("source");
    if (source != null) {
      body.refuseOthers();
      return body.misfits().isEmpty()
          ? new Text(source, List.of())
          : new Refused(Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()));
    }
    if (!body.misfits().isEmpty()) {
      return new Refused(Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()));
    }
    return switch (PolicyNotation.translate(body.without("id"))) {
      case Translation.Translated(String text, List<String> warnings) -> new Text(text, warnings);
      case Translation.Untranslatable(List<Translation.Problem> problems) ->
          new Refused(Problem.of(ProblemCode.INVALID_POLICY, misfits(problems)));
    };
  }

  private static List<Misfit> misfits(List<Translation.Problem> problems) {
    return problems.stream().map(p -> new Misfit(p.pointer(), p.message())).toList();
  }

  private static Holding actp(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body)
        ? new Text(text, List.of())
        : new Refused(Problem.of(ProblemCode.INVALID_POLICY, "the text is not UTF-8"));
  }

  Built build(Text text) {
    return builder.build(FILE, Map.of(FILE, text.source()));
  }
}
