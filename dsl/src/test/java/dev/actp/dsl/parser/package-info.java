/** The language, held against its corpora through the parser's public door. */
@NullMarked
package dev.actp.dsl.parser;

import org.jspecify.annotations.NullMarked;
