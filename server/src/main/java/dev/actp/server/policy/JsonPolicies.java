package dev.actp.server.policy;

import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.value.Value;
import java.util.List;

/** Translates the JSON policies of the published dialects to {@code .actp} text. */
public interface JsonPolicies {

  /** Knows no JSON policy. */
  JsonPolicies NONE =
      policy ->
          new Untranslatable(List.of(new Misfit("/source", "is required: the text of the policy")));

  /** The text with the same meaning, or why there is none. */
  Translation translate(Value.Struct policy);

  /** What translating gives. */
  sealed interface Translation {}

  /**
   * A text.
   *
   * @param warnings where the translation is not exact
   */
  record Translated(String source, List<String> warnings) implements Translation {}

  /** No text, and what is wrong where. */
  record Untranslatable(List<Misfit> misfits) implements Translation {}
}
