package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.JsonPolicies;
import dev.actp.server.policy.PolicyBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Gets the {@code .actp} text out of a request, whichever way it came. */
final class PolicyTexts {
  private static final String FILE = "policy.actp";

  private final PolicyBuilder builder;
  private final JsonPolicies json;

  PolicyTexts(PolicyBuilder builder, JsonPolicies json) {
    this.builder = builder;
    this.json = json;
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
    return switch (json.translate(body.without("id"))) {
      case JsonPolicies.Translated(String text, List<String> warnings) -> new Text(text, warnings);
      case JsonPolicies.Untranslatable(var misfits) ->
          new Refused(Problem.of(ProblemCode.INVALID_POLICY, misfits));
    };
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
