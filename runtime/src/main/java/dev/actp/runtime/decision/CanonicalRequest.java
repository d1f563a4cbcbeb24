package dev.actp.runtime.decision;

import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.CanonicalForm;
import dev.actp.runtime.value.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The canonical request: what an approval is bound to, and what tells a repeated request from
 * another (security.md, "Approvals"; docs/canonical-request.md). An object with exactly these
 * members, in the typed form of {@link CanonicalForm#typed} (RFC 8785, every scalar a string that
 * says its type, so that no two numbers fall together):
 *
 * <ul>
 *   <li>{@code v}: 1;
 *   <li>{@code tenant}, {@code session}, {@code action}, {@code resource}: texts;
 *   <li>{@code jti}: the id of the token presented; {@code agent}: its agent's id;
 *   <li>{@code chain}: the ids of its ancestors, root first;
 *   <li>{@code attributes}: under the types that the policies in force declare for the action, so
 *       that one value in several spellings is one request; as the request gave them where no
 *       declaration takes them, or where two take them for different values; absent ones left out;
 *   <li>{@code policies}: the digests of the policies in force, in their order.
 * </ul>
 *
 * Not part of it: the request's id, address, reason and headers.
 */
public final class CanonicalRequest {
  private CanonicalRequest() {}

  /**
   * What a policy in force is to a canonical request.
   *
   * @param digest of the policy
   * @param action its declaration of the request's action; null where it has none
   */
  public record Version(String digest, @Nullable ActionDeclaration action) {
    /** What a policy is to a request. */
    public static Version of(Policy policy, String digest, Request request) {
      return new Version(digest, policy.actions().get(request.action()));
    }
  }

  /** The canonical bytes under the policies in force, in their order. */
  public static byte[] bytes(Request request, VerifiedToken token, List<Version> policies) {
    SortedMap<String, Value> members = new TreeMap<>();
    members.put("v", Value.Num.of(1));
    members.put("tenant", new Value.Text(request.tenant()));
    members.put("jti", new Value.Text(token.leaf().jti()));
    members.put(
        "chain",
        texts(
            token.links().subList(0, token.links().size() - 1).stream()
                .map(VerifiedToken.Link::jti)
                .toList()));
    members.put("agent", new Value.Text(token.leaf().agent()));
    members.put("session", new Value.Text(token.session()));
    members.put("action", new Value.Text(request.action()));
    members.put("resource", new Value.Text(request.resource()));
    members.put("attributes", attributes(request, policies));
    members.put("policies", texts(policies.stream().map(Version::digest).toList()));
    return CanonicalForm.typed(new Value.Struct(members));
  }

  /** Lower-case hex SHA-256 of the canonical bytes. */
  public static String digest(Request request, VerifiedToken token, List<Version> policies) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(bytes(request, token, policies)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  private static Value.Struct attributes(Request request, List<Version> policies) {
    Value.Struct agreed = null;
    for (Version policy : policies) {
      if (policy.action() != null
          && Typing.attributes(policy.action(), request.attributes()) instanceof Value.Struct one) {
        if (agreed != null && !agreed.equals(one)) {
          return request.attributes();
        }
        agreed = one;
      }
    }
    return agreed == null ? request.attributes() : agreed;
  }

  private static Value texts(List<String> texts) {
    return new Value.Sequence(texts.stream().<Value>map(Value.Text::new).toList());
  }
}
