/**
 * The policy IR: what a compiled policy means, free of syntax, immutable, with a canonical form and
 * a digest.
 */
@NullMarked
package dev.actp.runtime.policy;

import org.jspecify.annotations.NullMarked;
