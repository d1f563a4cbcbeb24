package dev.actp.runtime.token;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.policy.Delegation;
import dev.actp.runtime.token.Claims.LinkClaims;
import dev.actp.runtime.token.Claims.Named;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads claims out of verified JSON; misfits are left with the reader given. */
final class ClaimsReader {
  private static final long LATEST_SECOND = 253_402_300_799L;

  private ClaimsReader() {}

  /** The claims; meaningless where {@code members} has misfits afterwards. */
  static Claims read(Members members) {
    List<LinkClaims> links = new ArrayList<>();
    for (Members ancestor : members.each("ancestors")) {
      links.add(link(ancestor));
      ancestor.refuseOthers();
    }
    if (members.any("ancestors") == null || links.size() > Delegation.DEPTH_MAX) {
      members.misfit("ancestors", "has to be a list of at most " + Delegation.DEPTH_MAX);
    }
    links.add(link(members));
    Value act = members.any(ActClaim.NAME);
    if (act != null && !act.equals(ActClaim.of(links))) {
      members.misfit(ActClaim.NAME, "is not what the chain says");
    }
    String session = members.needText("sid");
    if (!session.equals(links.get(0).jti())) {
      members.misfit("sid", "is not the id of the root token");
    }
    Value.Struct values = members.struct("session");
    if (members.any("session") == null) {
      members.misfit("session", "is required");
    }
    Claims claims =
        new Claims(
            members.needText("iss"),
            members.needText("aud"),
            members.needText("tid"),
            time(members, "iat"),
            session,
            values,
            links,
            Confirmation.read(members));
    members.refuseOthers();
    return claims;
  }

  private static LinkClaims link(Members members) {
    List<Named> policies = members.each("policies").stream().map(ClaimsReader::named).toList();
    if (policies.isEmpty()) {
      members.misfit("policies", "has to name a policy");
    }
    return new LinkClaims(
        members.needText("jti"),
        members.needText("sub"),
        time(members, "nbf"),
        time(members, "exp"),
        policies,
        NarrowClaims.read(members, policies));
  }

  private static Named named(Members members) {
    Named named =
        new Named(
            members.needText("id"),
            members.needText("digest"),
            members.flag("pin"),
            members.texts("capabilities"));
    members.refuseOthers();
    return named;
  }

  static Instant time(Members members, String name) {
    Long second = members.whole(name);
    if (second == null || second < 0 || second > LATEST_SECOND) {
      members.misfit(name, "has to be a time in whole seconds");
      return Instant.EPOCH;
    }
    return Instant.ofEpochSecond(second);
  }
}
