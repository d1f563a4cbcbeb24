/**
 * Seeded worlds: the decision service over a store that fails and processes that crash, step by
 * step, held against a model that recounts everything from what happened.
 */
@NullMarked
package dev.actp.runtime.simulation;

import org.jspecify.annotations.NullMarked;
