/**
 * A second, independent decider: small, slow, written to be read. Nothing runs it but the tests
 * that hold the production engine against it; of the engine it shares only the leaf functions.
 */
@NullMarked
package dev.actp.runtime.decision.reference;

import org.jspecify.annotations.NullMarked;
