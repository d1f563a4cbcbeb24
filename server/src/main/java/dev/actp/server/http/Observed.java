package dev.actp.server.http;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.value.IpAddress;
import dev.actp.runtime.value.Value;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request's context, taken apart: attributes, and what the published samples send among them, the
 * address and the reason. Those two are attributes only where a declaration of the action lists
 * them. The address counts from an enforcement point; from anybody else it is a claim, and the
 * other end of the connection is what counts.
 */
record Observed(
    Value.Struct attributes,
    Value.@Nullable Ip ip,
    @Nullable String claimedIp,
    @Nullable String reason) {
  private static final String IP = "ip";
  private static final String REASON = "reason";
  private static final int REASON_MAX = 4_096;

  /**
   * Takes it apart.
   *
   * @param socket where the request comes from; null where nobody knows
   */
  static Observed of(
      Value.Struct context, Lists lists, Value.@Nullable Ip socket, Caller.Kind caller) {
    String saidIp = said(context, IP);
    String reason = said(context, REASON);
    var attributes = new TreeMap<>(context.members());
    if (saidIp != null && !lists.ip()) {
      attributes.remove(IP);
    }
    if (reason != null && !lists.reason()) {
      attributes.remove(REASON);
    }
    if (lists.ip() || saidIp == null) {
      return new Observed(new Value.Struct(attributes), socket, null, cut(reason));
    }
    return caller == Caller.Kind.ENFORCEMENT_POINT
        ? new Observed(
            new Value.Struct(attributes), IpAddress.parse(saidIp).orElse(null), null, cut(reason))
        : new Observed(new Value.Struct(attributes), socket, saidIp, cut(reason));
  }

  private static @Nullable String cut(@Nullable String reason) {
    return reason == null || reason.length() <= REASON_MAX
        ? reason
        : reason.substring(0, reason.offsetByCodePoints(0, REASON_MAX / 2));
  }

  private static @Nullable String said(Value.Struct context, String name) {
    return context.members().get(name) instanceof Value.Text(String text) ? text : null;
  }

  /** Whether a declaration of the action in force lists these attributes. */
  record Lists(boolean ip, boolean reason) {
    private static final Lists NEITHER = new Lists(false, false);

    static Lists of(String action, VerifiedToken token, CompiledPolicies policies) {
      Lists lists = NEITHER;
      for (VerifiedToken.Link link : token.links()) {
        for (VerifiedToken.Grant grant : link.grants()) {
          CompiledPolicy policy = policies.byId().get(grant.policy());
          ActionDeclaration declared =
              policy == null ? null : policy.policy().actions().get(action);
          lists = declared == null ? lists : lists.or(declared);
        }
      }
      return lists;
    }

    private Lists or(ActionDeclaration declared) {
      return new Lists(
          ip || declared.parameters().containsKey(IP),
          reason || declared.parameters().containsKey(REASON));
    }
  }
}
