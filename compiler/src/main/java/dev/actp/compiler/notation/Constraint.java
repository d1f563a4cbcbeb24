package dev.actp.compiler.notation;

/** What one key of {@code constraints} means. */
interface Constraint {
  void translate(Given given, Draft.Parts parts);
}
