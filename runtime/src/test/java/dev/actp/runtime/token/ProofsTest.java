package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Possession;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofsTest {
  private static final String URI = "https://pdp.example/v1/enforce";
  private static final String TOKEN = "a.b.c~d.e.f";
  private static final Value.Struct CONTEXT =
      new Value.Struct(new TreeMap<>(Map.of("amount", new Value.Num(new BigDecimal("10.5")))));
  private static final String DIGEST = Proofs.digest("pay", "order://1", CONTEXT);

  private final HolderKey key = HolderKey.generate();
  private final Proofs proofs = new Proofs(new MissBudget(100, () -> Mint.NOW));

  @Test
  void aProofIsAboutOneTokenOperationAndRequest() {
    String proof = proof();

    assertThat(read(TOKEN, "POST", "/v1/enforce", DIGEST, proof))
        .isInstanceOfSatisfying(
            Possession.Proven.class, proven -> assertThat(proven.issued()).isEqualTo(Mint.NOW));
    wrong(read("a.b.c", "POST", "/v1/enforce", DIGEST, proof), "of another token");
    wrong(read(TOKEN, "PUT", "/v1/enforce", DIGEST, proof), "of another operation");
    wrong(read(TOKEN, "POST", "/v1/tokens", DIGEST, proof), "of another operation");
    String more = Proofs.digest("pay", "order://2", CONTEXT);
    wrong(read(TOKEN, "POST", "/v1/enforce", more, proof), "of another request");
  }

  @Test
  void onlyTheTokensKeyProves() {
    HolderKey other = HolderKey.generate();
    Proofs.Target target =
        new Proofs.Target(other.publicKey(), TOKEN, "POST", "/v1/enforce", DIGEST);

    wrong(proofs.read(target, "k", proof()), "not signed by the key");
  }

  @Test
  void twoProofsOfOneIdByTwoKeysAreTwo() {
    HolderKey other = HolderKey.generate();
    String claims = claims(key.publicKey());

    Possession mine = read(TOKEN, "POST", "/v1/enforce", DIGEST, key.sign(Proofs.TYPE, claims));
    Proofs.Target theirs =
        new Proofs.Target(other.publicKey(), TOKEN, "POST", "/v1/enforce", DIGEST);
    Possession another = proofs.read(theirs, "k", other.sign(Proofs.TYPE, claims));

    assertThat(mine).isInstanceOf(Possession.Proven.class);
    assertThat(another).isInstanceOf(Possession.Proven.class).isNotEqualTo(mine);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "actp-link+jwt||`typ` `actp-proof+jwt`",
        "dpop+jwt||`typ` `actp-proof+jwt`",
        "actp-proof+jwt|\"jti\":\"short\"|22 to 64 characters",
        "actp-proof+jwt|\"jti\":1|/jti has to be a string",
        "actp-proof+jwt|\"iat\":-1|/iat",
        "actp-proof+jwt|\"htu\":\"/v1/enforce\"|another operation",
        "actp-proof+jwt|\"htu\":\"https://pdp.example/v1/enforce?a=b\"|another operation",
        "actp-proof+jwt|\"more\":1|/more: unknown member",
      })
  void anotherShapeIsRefused(String type, String change, String why) {
    String claims = claims(key.publicKey());
    if (change != null) {
      String name = change.substring(0, change.indexOf(':'));
      claims =
          claims.contains(name)
              ? claims.replaceAll(name + ":(\"[^\"]*\"|\\d+)", change)
              : claims.replace("{", "{" + change + ",");
    }

    wrong(
        read(TOKEN, "POST", "/v1/enforce", DIGEST, key.sign(type, claims)),
        why.replace("/jti has", "/jti: has"));
  }

  @Test
  void onlyTheCanonicalSpellingOfAReasonableLengthIsRead() {
    String proof = proof();

    wrong(read(TOKEN, "POST", "/v1/enforce", DIGEST, proof + "="), "canonical");
    wrong(read(TOKEN, "POST", "/v1/enforce", DIGEST, "a.b"), "canonical");
    wrong(read(TOKEN, "POST", "/v1/enforce", DIGEST, "A".repeat(3_000)), "2 KiB");
  }

  @Test
  void signaturesAreCheckedWithinABudget() {
    Proofs none = new Proofs(new MissBudget(0, () -> Mint.NOW));
    Proofs.Target target = new Proofs.Target(key.publicKey(), TOKEN, "POST", "/v1/enforce", DIGEST);

    wrong(none.read(target, "k", proof()), "too many");
  }

  @Test
  void theDigestIsOfValuesAndNotOfTheirSpelling() {
    Value.Struct same =
        new Value.Struct(new TreeMap<>(Map.of("amount", new Value.Num(new BigDecimal("10.500")))));
    Value.Struct text = new Value.Struct(new TreeMap<>(Map.of("amount", new Value.Text("10.5"))));

    assertThat(Proofs.digest("pay", "order://1", same)).isEqualTo(DIGEST);
    assertThat(Proofs.digest("pay", "order://1", text)).isNotEqualTo(DIGEST);
    assertThat(Proofs.digest("payorder", "://1", CONTEXT)).isNotEqualTo(DIGEST);
  }

  private String proof() {
    var asked = new HandingOn.Asked("pay", "order://1", CONTEXT);
    return HandingOn.prove(key, TOKEN, URI, Mint.NOW, asked, new SecureRandom());
  }

  private static String claims(String key) {
    return "{\"jti\":\"%s\",\"iat\":1771236000,\"htm\":\"POST\",\"htu\":\"%s\",\"ath\":\"%s\",\"req\":\"%s\"}"
        .formatted(key.substring(0, 22), URI, ChainText.hash(TOKEN), DIGEST);
  }

  private Possession read(String token, String method, String path, String digest, String proof) {
    return proofs.read(new Proofs.Target(key.publicKey(), token, method, path, digest), "k", proof);
  }

  private static void wrong(Possession possession, String why) {
    assertThat(possession)
        .isInstanceOfSatisfying(
            Possession.Unproven.class, unproven -> assertThat(unproven.why()).contains(why));
  }
}
