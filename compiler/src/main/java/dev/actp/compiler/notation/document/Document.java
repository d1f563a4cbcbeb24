package dev.actp.compiler.notation.document;

import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.value.Value;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** A JSON or YAML document that was read whole. */
public final class Document {
  private final SourceFile file;
  private final Syntax syntax;
  private final Value value;
  private final Set<String> nulls;

  Document(SourceFile file, Syntax syntax, Value value, Set<String> nulls) {
    this.file = file;
    this.syntax = syntax;
    this.value = value;
    this.nulls = Set.copyOf(nulls);
  }

  /** Its text, under the path that diagnostics name it by. */
  public SourceFile file() {
    return file;
  }

  /**
   * What it says. A member that is null is absent, and so is an element that is null; a number that
   * no {@code decimal} holds is the text of its digits.
   */
  public Value value() {
    return value;
  }

  /** Where lists hold nulls, as JSON pointers (RFC 6901). */
  public Set<String> nulls() {
    return nulls;
  }

  /**
   * Where parts of it stand, by JSON pointer: the name of a member, the first line of an element.
   * What does not exist stands where the nearest thing around it does. Reads the text once more.
   */
  public Map<String, Span> places(Collection<String> pointers) {
    PlaceFinder finder = new PlaceFinder(file, pointers);
    syntax.read(file, finder);
    return finder.found();
  }
}
