/**
 * Verifying a ledger by what anybody has of it: its records, signed heads of its tree, public keys
 * and receipts. Shares nothing with what writes ledgers but how records, notes and keys are
 * written.
 */
@NullMarked
package dev.actp.runtime.ledger.verify;

import org.jspecify.annotations.NullMarked;
