/** From what was used to the narrowest policy that allows it. */
@NullMarked
package dev.actp.compiler.suggest;

import org.jspecify.annotations.NullMarked;
