/**
 * Deciding a request, purely: everything a decision depends on is an argument. No I/O, no clock, no
 * randomness.
 */
@NullMarked
package dev.actp.runtime.decision;

import org.jspecify.annotations.NullMarked;
