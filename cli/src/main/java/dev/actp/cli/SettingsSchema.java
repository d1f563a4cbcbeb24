package dev.actp.cli;

import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.TreeMap;

/** The file of settings as JSON Schema (draft 2020-12). */
final class SettingsSchema {
  private SettingsSchema() {}

  static String of(List<Setting> settings) {
    TreeMap<String, Value> properties = new TreeMap<>();
    for (Setting setting : settings) {
      properties.put(setting.name(), Documents.with(form(setting), "description", said(setting)));
    }
    Value.Struct schema =
        Documents.of(
            "$schema",
            "https://json-schema.org/draft/2020-12/schema",
            "title",
            "actp serve --config",
            "type",
            "object",
            "additionalProperties",
            Value.Bool.FALSE,
            "properties",
            new Value.Struct(properties));
    return Documents.write(schema);
  }

  private static String said(Setting setting) {
    return setting.description() + " (" + setting.variable() + ")";
  }

  private static Value.Struct form(Setting setting) {
    if (setting.number()) {
      return Documents.of("type", List.of("integer", "string"), "pattern", "^[0-9]{1,9}$");
    }
    Value.Struct text = Documents.of("type", "string", "minLength", 1);
    if (!setting.many()) {
      return text;
    }
    Value.Struct item = Documents.with(text, "pattern", "^\\S+$");
    return Documents.of("anyOf", List.of(item, Documents.of("type", "array", "items", item)));
  }
}
