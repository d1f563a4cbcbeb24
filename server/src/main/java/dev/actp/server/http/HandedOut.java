package dev.actp.server.http;

import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.token.OpaqueSecret;
import dev.actp.runtime.token.TokenIssuer;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A new token on its way to the caller.
 *
 * @param actions what it can be used for
 * @param warnings what the caller should know
 * @param reference its reference, where it is handed out by that
 */
record HandedOut(
    TokenIssuer.Issued issued,
    List<TokenIssuer.Grant> grants,
    List<String> actions,
    List<String> warnings,
    Value.Struct metadata,
    @Nullable String reference) {

  /** What is to be registered of it. */
  IssuedToken token(Instant now, String issuer) {
    return new IssuedToken(
        issued.claims(),
        now,
        issuer,
        metadata,
        reference == null ? null : OpaqueSecret.hash(reference));
  }

  Reply reply() {
    String id = issued.claims().leaf().jti();
    Consumer<Out> withheld = out -> write(out.flag("token_withheld", true));
    String secret = reference == null ? issued.text() : reference;
    return Reply.created("/v1/tokens/" + id, out -> write(out.text("token", secret)))
        .secret(withheld);
  }

  private void write(Out out) {
    var leaf = issued.claims().leaf();
    out.text("id", leaf.jti())
        .text("token_type", reference == null ? "jwt" : "reference")
        .text("agent_id", leaf.agent())
        .text("agentId", leaf.agent())
        .texts("capabilities", actions)
        .each(
            "grants",
            grants,
            (grant, g) -> grant.text("policy", g.policy()).texts("capabilities", g.capabilities()))
        .value("session", issued.claims().values())
        .value("metadata", metadata)
        .time("expires_at", leaf.expires())
        .time("expiresAt", leaf.expires())
        .time("expires", leaf.expires());
    ChainView.write(out, issued.claims());
    if (!warnings.isEmpty()) {
      out.texts("warnings", warnings);
    }
  }
}
