package dev.actp.dsl.syntax;

import java.util.List;

/** {@code import "shared/hours.actp"}; the path is relative to the file's folder. */
public record Import(List<String> documentation, Text path, Span span) implements Node {
  public Import {
    documentation = List.copyOf(documentation);
  }
}
