package dev.actp.runtime.registry;

import dev.actp.runtime.value.Value;

/**
 * One record of the ledger as it is read back.
 *
 * @param leaf the record itself: a JSON object in RFC 8785 form, the bytes that {@code leafHash}
 *     covers
 * @param context what the leaf holds salted digests of and is still kept: attributes, reason,
 *     address; names as in the leaf's {@code sealed} member
 * @param erased whether what was kept was erased, so that {@code context} is empty
 */
public record AuditRecord(
    long index, String leafHash, String leaf, Value.Struct context, boolean erased) {

  /** The record's id within its tenant. */
  public String auditId() {
    return "aud_" + index;
  }
}
