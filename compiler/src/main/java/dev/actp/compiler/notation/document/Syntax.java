package dev.actp.compiler.notation.document;

import dev.actp.dsl.syntax.SourceFile;

/** How a document is written. */
enum Syntax {
  JSON {
    @Override
    void read(SourceFile file, Parts parts) {
      JsonSyntax.read(file, parts);
    }
  },
  YAML {
    @Override
    void read(SourceFile file, Parts parts) {
      new YamlSyntax(file, parts).read();
    }
  };

  /**
   * Gives the document to the parts.
   *
   * @throws Refusal where it is not in this syntax, or the parts refuse it
   */
  abstract void read(SourceFile file, Parts parts);

  /** By the ending of the file's name; else JSON where the text begins as JSON does. */
  static Syntax of(SourceFile file) {
    String path = file.path();
    if (path.endsWith(".json")) {
      return JSON;
    }
    if (path.endsWith(".yaml") || path.endsWith(".yml")) {
      return YAML;
    }
    String start = file.text().stripLeading();
    return start.startsWith("{") || start.startsWith("[") ? JSON : YAML;
  }
}
