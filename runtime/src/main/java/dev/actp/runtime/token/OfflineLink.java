package dev.actp.runtime.token;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.token.Claims.Named;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link that a holder signed, as its text says. Its id follows from its text, so that nobody can
 * choose the id of another token.
 *
 * @param form the JWS
 * @param previous SHA-256 of the text of the link before, base64url
 * @param holder the public key of whoever it is for
 */
record OfflineLink(
    CompactForm form,
    String previous,
    String agent,
    Instant expires,
    List<Named> policies,
    List<VerifiedToken.Narrowing> narrow,
    String holder) {
  static final String TYPE = "actp-link+jwt";
  private static final int ID_BYTES = 16;

  /** What reading one gives: the link, or what is wrong with it. */
  record Reading(@Nullable OfflineLink link, String why) {}

  /** Reads a link in canonical form; its signature is not looked at. */
  static Reading read(CompactForm form) {
    String header = HolderHeader.objection(form, TYPE);
    if (!header.isEmpty()) {
      return new Reading(null, header);
    }
    var body = TokenJson.object(form.claims());
    if (body.isEmpty()) {
      return new Reading(null, "its claims are no strict JSON object");
    }
    Members members = Members.of(body.get());
    String previous = members.needText("prev");
    String agent = members.needText("sub");
    Instant expires = ClaimsReader.time(members, "exp");
    List<Named> policies = members.each("policies").stream().map(OfflineLink::named).toList();
    List<VerifiedToken.Narrowing> narrow = NarrowClaims.read(members, policies);
    String holder = Confirmation.read(members);
    if (policies.isEmpty()) {
      members.misfit("policies", "has to name a policy");
    }
    if (holder == null) {
      members.misfit(Confirmation.NAME, "is required");
    }
    members.refuseOthers();
    var misfit = members.first();
    return misfit.isPresent() || holder == null
        ? new Reading(
            null, misfit.map(m -> "its claim " + m.pointer() + ": " + m.why()).orElse("no `cnf`"))
        : new Reading(
            new OfflineLink(form, previous, agent, expires, policies, narrow, holder), "");
  }

  /** Which version a link means is what the token at the root says of it. */
  private static Named named(Members members) {
    Named named = new Named(members.needText("id"), "", false, members.texts("capabilities"));
    members.refuseOthers();
    return named;
  }

  /** The id: {@code lnk_} and 128 bits of the SHA-256 of its text. */
  String id() {
    byte[] hash = Hashes.sha256(form.text().getBytes(StandardCharsets.ISO_8859_1));
    return "lnk_"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
  }

  /** What it comes to below a token. */
  VerifiedToken.Link below(VerifiedToken parent) {
    return new VerifiedToken.Link(
        id(),
        agent,
        parent.leaf().notBefore(),
        expires,
        policies.stream().map(Named::grant).toList(),
        narrow);
  }
}
