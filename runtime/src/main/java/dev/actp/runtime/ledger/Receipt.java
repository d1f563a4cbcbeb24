package dev.actp.runtime.ledger;

/**
 * The promise that a record is in the tenant's ledger.
 *
 * @param index the record's place, from 0
 * @param leafHash lower-case hex of RFC 9162 2.1.1: SHA-256 of 0x00 and the record
 */
public record Receipt(long index, String leafHash) {}
