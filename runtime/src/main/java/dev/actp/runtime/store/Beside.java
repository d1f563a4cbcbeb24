package dev.actp.runtime.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.actp.runtime.ledger.RecordedSubject;
import dev.actp.runtime.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what is kept beside a record. */
final class Beside {
  private Beside() {}

  /**
   * The values that the record holds seals of, to be shown; those that were erased are not there.
   */
  static Value.Struct values(byte @Nullable [] beside) {
    TreeMap<String, Value> values = new TreeMap<>();
    if (beside != null) {
      for (var sealed : document(beside).path("sealed").properties()) {
        if (!sealed.getKey().equals(RecordedSubject.SOUGHT)) {
          String text = Json.text(sealed.getValue(), "value");
          values.put(sealed.getKey(), Json.value(Json.read(text)));
        }
      }
    }
    return new Value.Struct(values);
  }

  private static JsonNode document(byte[] beside) {
    return Json.read(new String(beside, StandardCharsets.UTF_8));
  }
}
