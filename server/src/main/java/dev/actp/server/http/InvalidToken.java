package dev.actp.server.http;

import dev.actp.runtime.token.Verification;
import java.util.List;
import java.util.function.Consumer;

/** The denial for a token that does not verify. Why it does not is not the caller's to know. */
final class InvalidToken {
  private InvalidToken() {}

  static Consumer<Out> of(EnforceBody body, Verification.Refused refused) {
    String text = ReasonTexts.of(refused.code());
    return out ->
        out.text("decision", "denied")
            .flag("allowed", false)
            .text("action", body.action())
            .text("resource", body.resource())
            .text("reason", text)
            .each(
                "reasons",
                List.of(refused.code()),
                (reason, code) -> reason.text("code", Words.of(code)).text("message", text))
            .texts("obligations", List.of())
            .text("requestId", body.requestId());
  }
}
