/** From text to syntax tree: the grammar, and the only room that knows ANTLR. */
@NullMarked
package dev.actp.dsl.parser;

import org.jspecify.annotations.NullMarked;
