package dev.actp.runtime.token;

import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.value.Value;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a holder does with a token that is bound to the holder's key, without asking anybody. */
public final class HandingOn {
  private static final int ID_BYTES = 16;

  private HandingOn() {}

  /**
   * A link.
   *
   * @param agent the id of the agent that it is for
   * @param key the public key of that agent, as {@link HolderKey#publicKey} says it
   * @param expires cut to whole seconds
   * @param capabilities what it names, by policy
   */
  public record Link(
      String agent,
      String key,
      Instant expires,
      Map<String, Set<String>> capabilities,
      List<Narrowing> narrowings) {}

  /**
   * What handing on gives.
   *
   * @param token with one link more
   * @param problem why it would be refused everywhere; empty where nothing speaks against it
   */
  public record Handed(String token, String problem) {}

  /**
   * The token with one link more. What the link may be is decided on every use, and not here.
   *
   * @param holder the key that the token is bound to
   */
  public static Handed delegate(HolderKey holder, String token, Link link) {
    String previous = ChainText.hash(token.substring(token.lastIndexOf(ChainText.SEPARATOR) + 1));
    String claims =
        TokenJson.write(
            json -> {
              json.writeStartObject();
              json.writeStringField("prev", previous);
              json.writeStringField("sub", link.agent());
              json.writeNumberField("exp", link.expires().getEpochSecond());
              json.writeArrayFieldStart("policies");
              for (var policy : link.capabilities().entrySet()) {
                json.writeStartObject();
                json.writeStringField("id", policy.getKey());
                json.writeArrayFieldStart("capabilities");
                for (String capability : new TreeSet<>(policy.getValue())) {
                  json.writeString(capability);
                }
                json.writeEndArray();
                json.writeEndObject();
              }
              json.writeEndArray();
              NarrowClaims.write(json, link.narrowings());
              Confirmation.write(json, link.key());
              json.writeEndObject();
            });
    String chain = token + ChainText.SEPARATOR + holder.sign(OfflineLink.TYPE, claims);
    return new Handed(chain, ChainText.read(chain).why());
  }

  /**
   * A proof for one request.
   *
   * @param holder the key that the token is bound to
   * @param uri where the request goes
   * @param now by the holder's clock
   */
  public static String prove(
      HolderKey holder, String token, String uri, Instant now, Asked asked, SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String claims =
        TokenJson.write(
            json -> {
              json.writeStartObject();
              json.writeStringField(
                  "jti", Base64.getUrlEncoder().withoutPadding().encodeToString(id));
              json.writeNumberField("iat", now.getEpochSecond());
              json.writeStringField("htm", "POST");
              json.writeStringField("htu", uri);
              json.writeStringField("ath", ChainText.hash(token));
              json.writeStringField(
                  "req", Proofs.digest(asked.action(), asked.resource(), asked.context()));
              json.writeEndObject();
            });
    return holder.sign(Proofs.TYPE, claims);
  }

  /** A body for {@code POST /v1/enforce}: what is asked, the token, and a proof for the two. */
  public static String request(
      HolderKey holder, String token, String uri, Instant now, Asked asked, SecureRandom random) {
    String proof = prove(holder, token, uri, now, asked, random);
    return TokenJson.write(
        json -> {
          json.writeStartObject();
          json.writeStringField("action", asked.action());
          json.writeStringField("resource", asked.resource());
          json.writeFieldName("context");
          ValueWriter.write(json, asked.context());
          json.writeStringField("token", token);
          json.writeStringField("proof", proof);
          json.writeEndObject();
        });
  }

  /** What is asked for. */
  public record Asked(String action, String resource, Value.Struct context) {}
}
