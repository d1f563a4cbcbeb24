package dev.actp.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Jackson's token stream over text that a stranger wrote and somebody has bounded. Names are
 * neither interned nor cached, since callers choose them. Jackson's own bounds are out of the way,
 * so that ours are met first and named.
 */
public final class Tokens {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Tokens() {}

  /**
   * The tokens of a text; its reader bounds their levels.
   *
   * @param text bounded in length
   */
  public static JsonParser of(String text) throws IOException {
    return FACTORY.createParser(text);
  }
}
