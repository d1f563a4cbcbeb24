/**
 * The ledger of a tenant: what its records are as bytes, how they are chained, and how anybody
 * verifies that. A record is a leaf of RFC 9162 2.1.1: a JSON object in the form of RFC 8785 that
 * names the hash of the leaf before it.
 */
@NullMarked
package dev.actp.runtime.ledger;

import org.jspecify.annotations.NullMarked;
