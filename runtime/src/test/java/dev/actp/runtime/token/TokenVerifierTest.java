package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenVerifierTest {
  private final Mint mint = new Mint();

  @Test
  void whatWasIssuedIsReadBack() {
    var issued = mint.issued();

    assertThat(mint.verify(issued.text())).isEqualTo(new Verification.Genuine(issued.claims()));
    assertThat(mint.verify(issued.text()))
        .as("from memory")
        .isEqualTo(new Verification.Genuine(issued.claims()));
    assertThat(issued.claims().session()).isEqualTo(issued.claims().leaf().jti());
  }

  @Test
  void everyTokenHasAnIdOf128RandomBits() {
    assertThat(mint.issued().claims().leaf().jti())
        .matches("tok_[A-Za-z0-9_-]{22}")
        .isNotEqualTo(mint.issued().claims().leaf().jti());
  }

  @Test
  void theClaimsOfAChainAreReadRootFirst() {
    String claims =
        Mint.claims()
            .replace("\"sid\":\"tok_0123456789abcdefABCDEF\"", "\"sid\":\"tok_root\"")
            .replace(
                "\"ancestors\":[]",
                """
                "ancestors":[{"jti":"tok_root","sub":"agent_0","nbf":1,"exp":2,
                "policies":[{"id":"pol_1","digest":"cd","pin":true,"capabilities":["read"]}]}]\
                """);

    assertThat(mint.verify(mint.signed(mint.header(), claims)))
        .isInstanceOfSatisfying(
            Verification.Genuine.class,
            genuine -> {
              VerifiedToken token = genuine.token();
              assertThat(token.session()).isEqualTo("tok_root");
              assertThat(token.links())
                  .extracting(VerifiedToken.Link::agent)
                  .containsExactly("agent_0", "agent_1");
              assertThat(token.links().get(0).grants())
                  .isEqualTo(List.of(new VerifiedToken.Grant("pol_1", "cd", Set.of("read"))));
              assertThat(token.leaf().expires()).isEqualTo(Instant.ofEpochSecond(1771239600));
            });
  }

  @Test
  void aChainHasEightLinks() {
    assertThat(mint.verify(mint.signed(mint.header(), Mint.chained(7))))
        .isInstanceOfSatisfying(
            Verification.Genuine.class, genuine -> assertThat(genuine.token().links()).hasSize(8));
    assertThat(mint.verify(mint.signed(mint.header(), Mint.chained(8))))
        .isInstanceOf(Verification.Refused.class);
  }

  @Test
  void everyLinkSaysWhatItNarrowsUpToItsBound() {
    String most = "x".repeat(2_046);
    String claims =
        Mint.claims()
            .replace("\"sid\":\"tok_0123456789abcdefABCDEF\"", "\"sid\":\"tok_root\"")
            .replace(
                "\"ancestors\":[]",
                """
                "ancestors":[{"jti":"tok_root","sub":"agent_0","nbf":1,"exp":2,
                "policies":[{"id":"pol_1","digest":"cd","capabilities":["read"]}],
                "narrow":[{"policy":"pol_1","capability":"read","on":["a"],"clauses":"require x"}]}],
                "narrow":[{"policy":"pol_1","capability":"read","on":["a","b"],"clauses":"%s"}]\
                """
                    .formatted(most));

    assertThat(mint.verify(mint.signed(mint.header(), claims)))
        .isInstanceOfSatisfying(
            Verification.Genuine.class,
            genuine ->
                assertThat(genuine.token().links())
                    .extracting(VerifiedToken.Link::narrowings)
                    .containsExactly(
                        List.of(new Narrowing("pol_1", "read", List.of("a"), "require x")),
                        List.of(new Narrowing("pol_1", "read", List.of("a", "b"), most))));
  }

  @Test
  void aNarrowedTokenStaysSoWhenItIsRenewed() {
    Narrowing narrowing = new Narrowing("pol_1", "read", List.of(), "require rows <= 5");
    var grant = new TokenIssuer.Grant("pol_1", "ab", false, List.of("read"));
    var order =
        new TokenIssuer.Order(
            Mint.TENANT,
            "agent_1",
            Mint.NOW,
            Mint.NOW.plusSeconds(60),
            Value.Struct.EMPTY,
            List.of(grant),
            List.of(narrowing));
    TokenIssuer.Issued issued = mint.issuer.issue(order).orElseThrow();
    var renewal =
        new TokenIssuer.Renewal(
            issued.claims(), Mint.NOW, Mint.NOW.plusSeconds(90), Map.of("pol_1", "cd"));
    TokenIssuer.Issued renewed = mint.issuer.renew(renewal).orElseThrow();

    for (TokenIssuer.Issued each : List.of(issued, renewed)) {
      assertThat(each.claims().leaf().narrowings()).containsExactly(narrowing);
      assertThat(mint.verify(each.text())).isEqualTo(new Verification.Genuine(each.claims()));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = KeyState.class,
      names = {"RETIRED", "COMPROMISED"})
  void aTokenEndsWithItsKeyEvenWhereItIsRemembered(KeyState end) {
    String token = mint.issued().text();
    assertThat(mint.verify(token)).isInstanceOf(Verification.Genuine.class);

    moveKeyTo(end);

    assertRefused(mint.verify(token), "its key counts no more");
  }

  @Test
  void aRotatedKeyStillVerifiesAndTheNewOneSigns() {
    String before = mint.issued().text();
    TokenKey next = TokenKey.generate(Purpose.CAPABILITY, KeyState.PENDING, Mint.NOW);

    mint.rings.put(mint.rings.of(Mint.TENANT).orElseThrow().rotated(next, Mint.NOW));
    String after = mint.issued().text();

    assertThat(mint.verify(before)).isInstanceOf(Verification.Genuine.class);
    assertThat(mint.verify(after)).isInstanceOf(Verification.Genuine.class);
    moveKeyTo(KeyState.RETIRED);
    assertRefused(mint.verify(before), "its key counts no more");
    assertThat(mint.verify(after)).isInstanceOf(Verification.Genuine.class);
  }

  @Test
  void anotherKeyUnderTheSameIdDoesNotInheritWhatIsRemembered() {
    var rsa = Mint.rsa(2048);
    var other = Mint.rsa(2048);
    Mint mint = new Mint(Mint.usable(rsa.toPublicJWK(), KeyState.VERIFY_ONLY));
    String token =
        Mint.signedByRsa(Mint.header("RS256", "partner-rsa", "actp-cap+jwt"), Mint.claims(), rsa);
    assertThat(mint.verify(token)).isInstanceOf(Verification.Genuine.class);

    mint.rings.put(
        KeyRing.of(
            Mint.TENANT,
            Mint.ISSUER,
            Mint.AUDIENCE,
            List.of(Mint.usable(other.toPublicJWK(), KeyState.VERIFY_ONLY))));

    assertRefused(mint.verify(token), "its key counts no more");
  }

  @Test
  void otherTenantsTokensAreRefusedWhicheverTenantAsks() {
    Mint other = new Mint();
    String token = mint.issued().text();
    mint.rings.put(KeyRing.of("other", "urn:actp:other", Mint.AUDIENCE, List.of(other.key)));

    assertRefused(mint.verifier.verify("other", "key_2", token), "unknown or counts no more");
    assertRefused(mint.verifier.verify("nobody", "key_2", token), "canonical");
    assertThat(mint.verifier.tenantOf(token)).contains(Mint.TENANT);
    assertThat(mint.verifier.tenantOf("x.y.z")).isEmpty();
  }

  @Test
  void aCallerHasSoManySignaturesCheckedASecondAndRememberedTokensAreFree() {
    TokenVerifier verifier = new TokenVerifier(mint.rings, new MissBudget(2, () -> Mint.NOW), 100);
    String first = mint.issued().text();
    String second = mint.issued().text();
    String third = mint.issued().text();

    assertThat(verifier.verify(Mint.TENANT, "a", first)).isInstanceOf(Verification.Genuine.class);
    assertThat(verifier.verify(Mint.TENANT, "a", second)).isInstanceOf(Verification.Genuine.class);
    assertThat(verifier.verify(Mint.TENANT, "a", third))
        .isEqualTo(
            new Verification.Refused(
                Reason.Code.OVERLOADED, "too many signatures to check for this caller"));
    assertThat(verifier.verify(Mint.TENANT, "a", first)).isInstanceOf(Verification.Genuine.class);
    assertThat(verifier.verify(Mint.TENANT, "b", third)).isInstanceOf(Verification.Genuine.class);
  }

  @Test
  void aTokenThatNobodyCouldVerifyIsNotIssued() {
    var session = new TreeMap<String, Value>();
    session.put("essay", new Value.Text("a".repeat(8_000)));

    assertThat(mint.issue(new Value.Struct(session))).isEmpty();
  }

  private void moveKeyTo(KeyState state) {
    KeyRing ring = mint.rings.of(Mint.TENANT).orElseThrow();
    mint.rings.put(ring.withState(mint.key.id(), state, Mint.NOW).orElseThrow());
  }

  private static void assertRefused(Verification verification, String why) {
    assertThat(verification)
        .isInstanceOfSatisfying(
            Verification.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(Reason.Code.TOKEN_INVALID);
              assertThat(refused.detail()).contains(why);
            });
  }
}
