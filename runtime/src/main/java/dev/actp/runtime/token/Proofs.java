package dev.actp.runtime.token;

import dev.actp.runtime.decision.Possession;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.value.CanonicalForm;
import dev.actp.runtime.value.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Base64;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Proofs that whoever asks holds the key that a token is bound to: a JWS by that key, in shape like
 * RFC 9449, over one request. {@code typ} is {@code actp-proof+jwt}; the claims are {@code jti}
 * (chosen by chance, 22 to 64 characters of base64url), {@code iat}, {@code htm}, {@code htu},
 * {@code ath} (SHA-256 of the token as it is presented) and {@code req} (see {@link #digest}). The
 * key is not in it: it is the token's.
 */
public final class Proofs {
  /** The type of a proof. */
  public static final String TYPE = "actp-proof+jwt";

  private static final int LENGTH_MAX = 2_048;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22,64}");

  private final MissBudget budget;

  /**
   * @param budget of signature checks
   */
  public Proofs(MissBudget budget) {
    this.budget = budget;
  }

  /**
   * What a proof has to be about.
   *
   * @param key the public key that the token is bound to
   * @param token as it is presented: a token, a chain, or a reference
   * @param method of the request
   * @param path of the request, without a query
   * @param digest see {@link #digest}
   */
  public record Target(String key, String token, String method, String path, String digest) {}

  /**
   * What stands for what is asked: base64url of the SHA-256 of the {@linkplain CanonicalForm#typed
   * typed canonical form} of {@code {v: 1, action, resource, context}}, so that no spelling of the
   * body matters, and whoever stands between may write another one.
   */
  public static String digest(String action, String resource, Value.Struct context) {
    TreeMap<String, Value> members = new TreeMap<>();
    members.put("v", Value.Num.of(1));
    members.put("action", new Value.Text(action));
    members.put("resource", new Value.Text(resource));
    members.put("context", context);
    byte[] hash = Hashes.sha256(CanonicalForm.typed(new Value.Struct(members)));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /**
   * Reads a proof. Whether it is fresh, and was not used before, is for whoever decides.
   *
   * @param caller whose budget of signature checks is used
   */
  public Possession read(Target target, String caller, String proof) {
    var form = proof.length() > LENGTH_MAX ? null : CompactForm.of(proof).orElse(null);
    if (form == null) {
      return wrong("it is not three segments of canonical base64url of at most 2 KiB");
    }
    String header = HolderHeader.objection(form, TYPE);
    if (!header.isEmpty()) {
      return wrong(header);
    }
    var body = TokenJson.object(form.claims());
    if (body.isEmpty()) {
      return wrong("its claims are no strict JSON object");
    }
    Members members = Members.of(body.get());
    String id = members.needText("jti");
    Instant issued = ClaimsReader.time(members, "iat");
    String objection = objection(members, target, id);
    if (!objection.isEmpty()) {
      return wrong(objection);
    }
    if (!budget.take(caller)) {
      return wrong("too many signatures to check for this caller");
    }
    return HolderKey.verifies(target.key(), TYPE, form)
        ? new Possession.Proven(ChainText.hash(target.key() + "." + id), issued)
        : wrong("it is not signed by the key that the token is bound to");
  }

  private static String objection(Members members, Target target, String id) {
    String method = members.needText("htm");
    String uri = members.needText("htu");
    String token = members.needText("ath");
    String request = members.needText("req");
    members.refuseOthers();
    var misfit = members.first();
    if (misfit.isPresent()) {
      return "its claim " + misfit.get().pointer() + ": " + misfit.get().why();
    }
    if (!ID.matcher(id).matches()) {
      return "its `jti` has to be 22 to 64 characters of base64url";
    }
    if (!token.equals(ChainText.hash(target.token()))) {
      return "its `ath` is of another token";
    }
    if (!method.equals(target.method()) || !isAt(uri, target.path())) {
      return "its `htm` or `htu` is of another operation";
    }
    return request.equals(target.digest()) ? "" : "its `req` is of another request";
  }

  /**
   * The host is not compared: a server behind others does not know by which name it was called, and
   * {@code ath} binds the proof to a token that names its decision point.
   */
  private static boolean isAt(String uri, String path) {
    try {
      URI target = new URI(uri);
      String scheme = target.getScheme();
      return ("https".equals(scheme) || "http".equals(scheme))
          && path.equals(target.getRawPath())
          && target.getRawQuery() == null
          && target.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Possession wrong(String why) {
    return new Possession.Unproven(why);
  }
}
