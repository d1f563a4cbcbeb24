package dev.actp.runtime.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.actp.runtime.registry.AuditFilter;
import dev.actp.runtime.registry.AuditFilter.Field;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a record is found by: a term for each value of a field, and one for each word. A filter has
 * terms too, and a record matches where it holds them all; stores differ only in how they find it.
 * What a record holds seals of is none of it, so that there is nothing to erase.
 */
final class RecordTerms {
  /** How many different words of one record are looked at; those behind are not found. */
  static final int WORDS_MAX = 256;

  /** How long a word may be; of a longer one the beginning counts. */
  static final int WORD_LENGTH_MAX = 64;

  /** Hashes, seals, and what every record says alike. */
  private static final Set<String> WORDLESS =
      Set.of("at", "engine", "facts", "index", "kind", "prev", "sealed", "tenant", "v");

  private static final int DIGEST_LENGTH = 64;
  private static final JsonFactory JSON = new JsonFactory();

  private final Set<String> terms = new LinkedHashSet<>();
  private int words;

  private RecordTerms() {}

  /**
   * The terms of a record.
   *
   * @throws StoreException if it is no JSON
   */
  static Set<String> of(byte[] leaf) {
    RecordTerms found = new RecordTerms();
    try (JsonParser json = JSON.createParser(leaf)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String member = json.currentName();
        json.nextToken();
        found.member(member, json);
      }
    } catch (IOException e) {
      throw new StoreException("a record is not JSON", e);
    }
    return found.terms;
  }

  /** The terms that a record has to hold. */
  static Set<String> of(AuditFilter filter) {
    RecordTerms wanted = new RecordTerms();
    filter.fields().forEach(wanted::field);
    if (filter.text() != null) {
      wanted.words(filter.text());
    }
    return wanted.terms;
  }

  private void member(String member, JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      String text = json.getText();
      switch (member) {
        case "kind" -> field(Field.KIND, text);
        case "outcome" -> field(Field.OUTCOME, text);
        case "agent" -> field(Field.AGENT, text);
        case "action", "act" -> field(Field.ACTION, text);
        case "resource" -> field(Field.RESOURCE, text);
        default -> {}
      }
    }
    switch (member) {
      case "monitored" -> {
        field(Field.MONITORED, "true");
        values(member, json);
      }
      case "policies", "guardrails" -> policies(json);
      default -> values(member, json);
    }
  }

  /** An object of policies' ids, with their digests. */
  private void policies(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      if (json.currentToken() == JsonToken.FIELD_NAME) {
        field(Field.POLICY, json.currentName());
        words(json.currentName());
      }
    }
  }

  private void values(String member, JsonParser json) throws IOException {
    if (WORDLESS.contains(member)) {
      json.skipChildren();
      return;
    }
    int depth = 0;
    do {
      JsonToken token = json.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING) {
        value(member, json.currentName(), json.getText());
      } else if (token.isNumeric()) {
        words(json.getText());
      }
    } while (depth > 0 && json.nextToken() != null);
  }

  private void value(String member, String name, String text) {
    if (text.length() != DIGEST_LENGTH) {
      words(text);
    }
    switch (member) {
      case "chain" -> field(Field.TOKEN, text);
      case "capability", "reasons" -> {
        if (name != null && !text.isEmpty()) {
          named(name, text);
        }
      }
      default -> {}
    }
  }

  private void named(String name, String text) {
    switch (name) {
      case "name", "capability" -> field(Field.CAPABILITY, text);
      case "policy" -> field(Field.POLICY, text);
      default -> {}
    }
  }

  private void field(Field field, String value) {
    terms.add(field.name() + ':' + value);
  }

  private void words(String text) {
    int length = text.length();
    for (int from = 0; from < length && words < WORDS_MAX; ) {
      int end = from;
      while (end < length && Character.isLetterOrDigit(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      if (end > from) {
        String word = text.substring(from, Math.min(end, from + WORD_LENGTH_MAX));
        words += terms.add("word:" + word.toLowerCase(Locale.ROOT)) ? 1 : 0;
      }
      from = Math.max(end, from + 1);
    }
  }
}
