package dev.actp.runtime.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.actp.runtime.json.Members;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
      jwk.misfit("x", "has to be 32 bytes as unpadded base64url");
    }
    return jwk.misfits().isEmpty() ? Optional.of(x) : Optional.empty();
  }

  /** Whether a text is a public key in its one spelling. */
  static boolean isKey(String x) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(x);
      return bytes.length == KEY_BYTES
          && Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(x);
    } catch (IllegalArgumentException e) {
      return false;
    }
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
