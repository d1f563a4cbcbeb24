package dev.actp.runtime.registry;

/**
 * Something that is taken back now.
 *
 * @param index of the record in the ledger that says by whom and when
 */
public record Revoked(Revocation what, long index) {}
