/**
 * Decides again what was decided, out of its records: to prove that they tell how it came about,
 * and to see what other policies would have done.
 */
@NullMarked
package dev.actp.runtime.replay;

import org.jspecify.annotations.NullMarked;
