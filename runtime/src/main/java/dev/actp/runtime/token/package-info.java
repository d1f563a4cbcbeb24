/**
 * Capability tokens: keys, issuing, verifying, and the opaque secrets that stand for a token or a
 * caller. The only importer of the JOSE and Ed25519 libraries; none of their types leaves this
 * package.
 */
@NullMarked
package dev.actp.runtime.token;

import org.jspecify.annotations.NullMarked;
