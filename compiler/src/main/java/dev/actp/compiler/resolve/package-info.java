/** Which files belong together, and what each name in them stands for. */
@NullMarked
package dev.actp.compiler.resolve;

import org.jspecify.annotations.NullMarked;
