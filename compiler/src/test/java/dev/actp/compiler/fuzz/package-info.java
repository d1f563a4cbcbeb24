/** The compiler, held to its promises over random sources. */
@NullMarked
package dev.actp.compiler.fuzz;

import org.jspecify.annotations.NullMarked;
