package dev.actp.runtime.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.actp.runtime.json.Members;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claim {@code cnf} (RFC 7800 3.2): {@code {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": …}}}.
 * The key itself, as whoever verifies an offline link has nobody to ask for one that is only named.
 */
public final class Confirmation {
  /** The claim's name. */
  public static final String NAME = "cnf";

  private static final int KEY_BYTES = 32;
  private static final List<String> IGNORED = List.of("kid", "alg", "use");

  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The ordinates of the points whose order divides 8. */
  private static final Set<BigInteger> SMALL_ORDER =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          PRIME.subtract(BigInteger.ONE),
          new BigInteger(
              "2707385501144840649318225287225658788936804267575313519463743609750303402022"),
          new BigInteger(
              "55188659117513257062467267217118295137698188065244968500265048394206261417927"));

  private Confirmation() {}

  /** The public key in the claim, as its {@code x}; null where it is absent or does not fit. */
  public static @Nullable String read(Members members) {
    Members claim = members.object(NAME);
    if (claim == null) {
      return null;
    }
    Members jwk = claim.object("jwk");
    claim.refuseOthers();
    if (jwk == null) {
      claim.misfit("jwk", "is required");
      return null;
    }
    return key(jwk).orElse(null);
  }

  /** The public key in a JSON Web Key, which is in no other form than in a claim. */
  static Optional<String> key(Members jwk) {
    String type = jwk.needText("kty");
    String curve = jwk.needText("crv");
    String x = jwk.needText("x");
    IGNORED.forEach(jwk::any);
    if (jwk.any("d") != null) {
      jwk.misfit("d", "is the private part, which nobody but the holder may ever have");
    }
    jwk.refuseOthers();
    if (!type.equals("OKP") || !curve.equals("Ed25519")) {
      jwk.misfit("crv", "has to be `Ed25519`, with `kty` `OKP`");
    }
    if (!isKey(x)) {
      jwk.misfit("x", "has to be an Ed25519 public key, 32 bytes as unpadded base64url");
    }
    return jwk.misfits().isEmpty() ? Optional.of(x) : Optional.empty();
  }

  /** Whether a text is a public key in its one spelling. */
  static boolean isKey(String x) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(x);
      return bytes.length == KEY_BYTES
          && Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(x)
          && isStrong(bytes);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Whether a point is written in its one way (RFC 8032 5.1.3), and not one of the eight of small
   * order: for such a key, anybody can make signatures that verify (RFC 8032 8.5 and 8.9).
   */
  private static boolean isStrong(byte[] key) {
    byte[] y = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      y[i] = key[KEY_BYTES - 1 - i];
    }
    y[0] &= 0x7f;
    BigInteger ordinate = new BigInteger(1, y);
    return ordinate.compareTo(PRIME) < 0 && !SMALL_ORDER.contains(ordinate);
  }

  /** Writes the claim. */
  public static void write(JsonGenerator json, String key) throws IOException {
    json.writeObjectFieldStart(NAME);
    json.writeFieldName("jwk");
    writeKey(json, key);
    json.writeEndObject();
  }

  static void writeKey(JsonGenerator json, String key) throws IOException {
    json.writeStartObject();
    json.writeStringField("kty", "OKP");
    json.writeStringField("crv", "Ed25519");
    json.writeStringField("x", key);
    json.writeEndObject();
  }
}
