/**
 * The values that policies compute with, their types, and what an evaluation that has none returns.
 */
@NullMarked
package dev.actp.runtime.value;

import org.jspecify.annotations.NullMarked;
