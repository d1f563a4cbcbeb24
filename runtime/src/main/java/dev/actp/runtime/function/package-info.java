/**
 * The functions that policies call and the globs that they match: pure, total and bounded. A
 * function never throws for anything that a request can hold; what it cannot answer is a {@link
 * dev.actp.runtime.value.Fault}.
 */
@NullMarked
package dev.actp.runtime.function;

import org.jspecify.annotations.NullMarked;
