/** The formatter, held against its corpora and against random trees. */
@NullMarked
package dev.actp.dsl.format;

import org.jspecify.annotations.NullMarked;
