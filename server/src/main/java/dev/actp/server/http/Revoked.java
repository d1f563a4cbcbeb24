package dev.actp.server.http;

import dev.actp.runtime.service.Done;

/** The answer to a revocation: from now on no decision allows by what it names. */
final class Revoked {
  private Revoked() {}

  static Reply reply(String id, Done.Committed done) {
    return Reply.ok(
        out ->
            out.text("id", id)
                .flag("revoked", true)
                .object(
                    "receipt",
                    receipt ->
                        receipt
                            .number("index", done.receipt().index())
                            .text("leaf_hash", done.receipt().leafHash())));
  }
}
