/** Policies written in other notations, as {@code .actp} source with the same meaning. */
@NullMarked
package dev.actp.compiler.notation;

import org.jspecify.annotations.NullMarked;
