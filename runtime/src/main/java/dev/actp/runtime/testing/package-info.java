/**
 * Running policy tests: the production engine over a state in memory and a clock that only the test
 * moves, and an account of every test that came out otherwise than expected.
 */
@NullMarked
package dev.actp.runtime.testing;

import org.jspecify.annotations.NullMarked;
