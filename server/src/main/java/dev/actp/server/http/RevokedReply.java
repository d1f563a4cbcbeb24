package dev.actp.server.http;

import dev.actp.runtime.service.Done;

/** The answer to a revocation: from now on no decision allows by what it names. */
final class RevokedReply {
  private RevokedReply() {}

  static Reply reply(String id, Done.Committed done) {
    return Reply.ok(
        out -> {
          out.text("id", id).flag("revoked", true);
          receipt(out, done);
        });
  }

  /** Where in the ledger an act has its record. */
  static void receipt(Out out, Done.Committed done) {
    out.object(
        "receipt",
        receipt ->
            receipt
                .number("index", done.receipt().index())
                .text("leaf_hash", done.receipt().leafHash()));
  }
}
