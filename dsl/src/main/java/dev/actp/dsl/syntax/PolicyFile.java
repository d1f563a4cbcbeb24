package dev.actp.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy, guardrail or library.
 *
 * @param documentation the lines of the {@code ///} comment above the header
 * @param version null for a library, which has none
 */
public record PolicyFile(
    List<String> documentation,
    Kind kind,
    Name name,
    @Nullable Text version,
    List<Import> imports,
    List<Declaration> declarations,
    Span span)
    implements SourceUnit {
  public PolicyFile {
    documentation = List.copyOf(documentation);
    imports = List.copyOf(imports);
    declarations = List.copyOf(declarations);
  }

  /** What the header says. */
  public enum Kind {
    POLICY("policy"),
    GUARDRAIL("guardrail"),
    LIBRARY("library");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
