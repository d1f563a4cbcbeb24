package dev.actp.server.http;

import dev.actp.runtime.registry.Tenant;
import dev.actp.server.keys.TokenKeys;
import dev.actp.server.ledger.LedgerKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** What a tenant needs beside the store before there is one: the keys that sign in its name. */
record Founding(TokenKeys tokens, LedgerKeys ledgers) {

  /** Makes the keys of a tenant that is about to be created. Nobody uses them before it is. */
  void prepare(String tenant) {
    try {
      tokens.found(tenant);
      ledgers.load(List.of(new Tenant(tenant, "", Instant.EPOCH)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
