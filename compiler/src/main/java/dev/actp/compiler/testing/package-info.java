/**
 * From test files to plans that {@link dev.actp.runtime.testing} runs: tables expanded, names
 * looked up, values as requests carry them.
 */
@NullMarked
package dev.actp.compiler.testing;

import org.jspecify.annotations.NullMarked;
