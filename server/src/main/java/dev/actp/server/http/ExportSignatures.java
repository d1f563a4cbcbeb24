package dev.actp.server.http;

import dev.actp.runtime.ledger.ExportDigest;
import dev.actp.runtime.ledger.SignedNote;
import dev.actp.server.ledger.LedgerKeys;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Signs what was exported, and keeps the signatures until they are fetched: of each tenant's newest
 * exports, as long as the server runs. Thread-safe.
 */
final class ExportSignatures {
  /** How many are kept of a tenant; then the oldest goes. */
  static final int KEPT = 100;

  private final LedgerKeys keys;
  private final Map<String, TreeMap<Long, SignedNote>> kept = new HashMap<>();

  ExportSignatures(LedgerKeys keys) {
    this.keys = keys;
  }

  /** Signs an export, which is known from now on by the record of it. */
  synchronized void sign(ExportDigest export) {
    Optional<SignedNote> note = keys.sign(export.tenant(), export.text());
    if (note.isPresent()) {
      TreeMap<Long, SignedNote> ofTenant =
          kept.computeIfAbsent(export.tenant(), any -> new TreeMap<>());
      ofTenant.put(export.before(), note.get());
      if (ofTenant.size() > KEPT) {
        ofTenant.pollFirstEntry();
      }
    }
  }

  /** The signature of the export whose record has an id. */
  synchronized Optional<SignedNote> of(String tenant, String auditId) {
    return auditId.matches("aud_(0|[1-9][0-9]{0,17})")
        ? Optional.ofNullable(kept.getOrDefault(tenant, new TreeMap<>()))
            .map(ofTenant -> ofTenant.get(Long.parseLong(auditId.substring("aud_".length()))))
        : Optional.empty();
  }
}
