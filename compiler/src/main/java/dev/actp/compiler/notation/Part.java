package dev.actp.compiler.notation;

import dev.actp.dsl.syntax.PolicyFile;

/**
 * One policy or library that a document became.
 *
 * @param pointer what part of the document it is, as a JSON pointer
 */
record Part(PolicyFile unit, String pointer) {}
