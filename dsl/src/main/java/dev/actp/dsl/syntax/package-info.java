/**
 * The syntax tree of the language. A tree says what was written; what it means is the compiler's.
 */
@NullMarked
package dev.actp.dsl.syntax;

import org.jspecify.annotations.NullMarked;
