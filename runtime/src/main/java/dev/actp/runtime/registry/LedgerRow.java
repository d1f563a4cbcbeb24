package dev.actp.runtime.registry;

import org.jspecify.annotations.Nullable;

/**
 * A record with what is kept beside it, as they are stored.
 *
 * @param leaf a JSON object in RFC 8785 form
 * @param beside a JSON object with the values that the record holds seals of; null where it was
 *     erased
 */
@SuppressWarnings("ArrayRecordComponent") // bytes to be read, never compared
public record LedgerRow(long index, byte[] leaf, byte @Nullable [] beside) {}
