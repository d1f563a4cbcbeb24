/** Parser, diagnostics and formatter, held to their promises over random sources. */
@NullMarked
package dev.actp.dsl.fuzz;

import org.jspecify.annotations.NullMarked;
