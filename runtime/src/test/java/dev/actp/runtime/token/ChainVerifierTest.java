package dev.actp.runtime.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holders handed on verifies link by link, and nothing that was put together otherwise. */
class ChainVerifierTest {
  private final Mint mint = new Mint();
  private final ChainVerifier verifier =
      new ChainVerifier(mint.verifier, new MissBudget(1_000, () -> Mint.NOW), 100);
  private final List<HolderKey> keys = new ArrayList<>();
  private final String root = root(key(0));

  @Test
  void eachLinkAddsItsAgentItsGrantsAndItsNarrowing() {
    Narrowing narrowing = new Narrowing("pol_1", "read", List.of("a://*"), "require x > 1");
    String chain =
        HandingOn.delegate(
                key(0),
                root,
                new HandingOn.Link(
                    "agent_2",
                    key(1).publicKey(),
                    Mint.NOW.plusSeconds(60),
                    Map.of("pol_1", Set.of("read")),
                    List.of(narrowing)))
            .token();
    chain = handed(chain, 1, "agent_3");

    VerifiedToken token = genuine(chain);

    assertThat(token.links())
        .extracting(VerifiedToken.Link::agent)
        .containsExactly("agent_1", "agent_2", "agent_3");
    assertThat(token.links().get(1).narrowings()).containsExactly(narrowing);
    assertThat(token.links().get(1).grants())
        .containsExactly(new VerifiedToken.Grant("pol_1", null, Set.of("read")));
    assertThat(token.links().get(1).expires()).isEqualTo(Mint.NOW.plusSeconds(60));
    assertThat(token.values()).isEqualTo(genuine(root).values());
    assertThat(token.session()).isEqualTo(genuine(root).leaf().jti());
    assertThat(token.holder()).isEqualTo(new VerifiedToken.Holder(key(2).publicKey(), 2));
    assertThat(token.links()).extracting(VerifiedToken.Link::jti).doesNotHaveDuplicates();
    assertThat(token.leaf().jti()).matches("lnk_[A-Za-z0-9_-]{22}");
    assertThat(genuine(chain)).isEqualTo(token);
  }

  @Test
  void nothingHangsOnATokenThatIsBoundToNoKey() {
    String bearer = mint.issued().text();

    refused(handed(bearer, 0, "agent_2"), "bound to no key");
    assertThat(verifier.verify(Mint.TENANT, "k", bearer)).isInstanceOf(Verification.Genuine.class);
    assertThat(verifier.verify(Mint.TENANT, "k", root)).isInstanceOf(Verification.Bound.class);
  }

  @Test
  void aLinkBySomebodyElseIsNone() {
    String parent = handed(root, 0, "agent_2");

    refused(link(key(7), parent, key(2)), "not signed by the key");
    refused(link(key(0), parent, key(2)), "not signed by the key");
  }

  @Test
  void linksAreBoundToWhatIsBeforeThem() {
    String one = handed(root, 0, "agent_2");
    String two = handed(one, 1, "agent_3");
    List<String> parts = Splitter.on('~').splitToList(two);
    String otherRoot = root(key(0));

    refused(parts.get(0) + "~" + parts.get(2), "`prev` is not the hash");
    refused(parts.get(0) + "~" + parts.get(2) + "~" + parts.get(1), "`prev` is not the hash");
    refused(otherRoot + "~" + parts.get(1), "`prev` is not the hash");
    refused(two + "~" + parts.get(1), "`prev` is not the hash");
    assertThat(genuine(parts.get(0) + "~" + parts.get(1)).leaf().agent()).isEqualTo("agent_2");
  }

  @Test
  void noKeyIsThereTwice() {
    String one = handed(root, 0, "agent_2");

    refused(link(key(1), one, key(0)), "its key is in the chain before");
    refused(link(key(1), one, key(1)), "its key is in the chain before");
    refused(link(key(0), root, key(0)), "its key is in the chain before");
  }

  @Test
  void aChainHasEightLinksAndEightKibibytes() {
    String chain = handed(root, 7);
    assertThat(genuine(chain).links()).hasSize(8);

    refused(handed(chain, 7, "one_more"), "at most 8 links");
    refused(root + "~" + "A".repeat(CompactForm.MAX_LENGTH), "at most 8 KiB");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6})
  void whatTheTokenDescendsFromCountsAmongTheLinks(int ancestors) {
    String claims =
        Mint.chained(ancestors).replaceFirst("}\\s*$", ",\"cnf\":" + cnf(key(0).publicKey()) + "}");
    String descended = mint.signed(mint.header(), claims);

    String chain = handed(descended, 7 - ancestors);
    assertThat(genuine(chain).links()).hasSize(8);
    refused(handed(chain, 7 - ancestors, "one_more"), "at most 8 links");
  }

  private String handed(String token, int times) {
    String chain = token;
    for (int i = 0; i < times; i++) {
      chain = handed(chain, i, "agent_" + i);
    }
    return chain;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"alg\":\"EdDSA\",\"typ\":\"actp-cap+jwt\"}|`typ` `actp-link+jwt`",
        "{\"alg\":\"EdDSA\",\"typ\":\"actp-proof+jwt\"}|`typ` `actp-link+jwt`",
        "{\"alg\":\"none\",\"typ\":\"actp-link+jwt\"}|`alg` has to be `EdDSA`",
        "{\"alg\":\"HS256\",\"typ\":\"actp-link+jwt\"}|`alg` has to be `EdDSA`",
        "{\"alg\":\"EdDSA\",\"typ\":\"actp-link+jwt\",\"kid\":\"a\"}|and nothing else",
        "{\"alg\":\"EdDSA\",\"typ\":\"actp-link+jwt\",\"jwk\":{}}|and nothing else",
        "{\"alg\":\"EdDSA\"}|and nothing else",
        "{\"alg\":\"EdDSA\",\"typ\":\"actp-link+jwt\",\"typ\":\"x\"}|no strict JSON object",
      })
  void aHeaderSaysWhatItHasToAndNoMore(String header, String why) {
    String signed = Splitter.on('~').splitToList(handed(root, 0, "agent_2")).get(1);
    String forged = Mint.encode(header) + signed.substring(signed.indexOf('.'));

    refused(root + "~" + forged, why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"exp\":1771236060,\"policies\":[{\"id\":\"p\",\"capabilities\":[\"a\"]}]",
        "\"sub\":\"a\",\"policies\":[{\"id\":\"p\",\"capabilities\":[\"a\"]}]",
        "\"sub\":\"a\",\"exp\":1771236060",
        "\"sub\":\"a\",\"exp\":1771236060,\"policies\":[]",
        "\"sub\":\"a\",\"exp\":1.5,\"policies\":[{\"id\":\"p\",\"capabilities\":[\"a\"]}]",
        "\"sub\":\"a\",\"exp\":1771236060,\"session\":{},\"policies\":[{\"id\":\"p\"}]",
        "\"sub\":\"a\",\"exp\":1771236060,\"tid\":\"x\",\"policies\":[{\"id\":\"p\"}]",
        "\"sub\":\"a\",\"exp\":1771236060,\"policies\":[{\"id\":\"p\",\"pin\":false}]",
        "\"sub\":\"a\",\"exp\":1771236060,\"policies\":[{\"id\":\"p\"}],\"narrow\":[]",
      })
  void aLinkHasItsClaimsAndNoOthers(String claims) {
    refused(
        signed("{\"prev\":\"%s\",%s,\"cnf\":%s}", claims, cnf(key(1).publicKey())), "its claim");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"jkt\":\"abc\"}",
        "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"X\"}}",
        "{\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}",
        "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}}",
        "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"X=\"}}",
        "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"X\",\"d\":\"X\"}}",
        "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"X\"},\"kid\":\"a\"}"
      })
  void aLinkIsBoundToAKeyAsItIsWritten(String cnf) {
    String claims =
        "\"sub\":\"a\",\"exp\":1771236060,\"policies\":[{\"id\":\"p\",\"capabilities\":[\"a\"]}]";

    refused(
        signed("{\"prev\":\"%s\",%s,\"cnf\":%s}", claims, cnf.replace("\"X", "\"" + key(1))),
        "its claim /cnf");
  }

  @Test
  void theKeyOfTheTenantAndItsStateCountOnEveryUse() {
    String chain = handed(root, 0, "agent_2");
    genuine(chain);

    KeyRing ring = mint.rings.of(Mint.TENANT).orElseThrow();
    mint.rings.put(ring.withState(mint.key.id(), KeyState.COMPROMISED, Mint.NOW).orElseThrow());

    refused(chain, "counts no more");
  }

  @Test
  void signaturesAreCheckedWithinTheCallersBudget() {
    ChainVerifier one = new ChainVerifier(mint.verifier, new MissBudget(1, () -> Mint.NOW), 100);
    String chain = handed(handed(root, 0, "agent_2"), 1, "agent_3");

    assertThat(one.verify(Mint.TENANT, "k", chain))
        .isInstanceOfSatisfying(
            Verification.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo(Reason.Code.OVERLOADED));
  }

  @Test
  void otherSpellingsAreRefused() {
    String chain = handed(root, 0, "agent_2");

    for (String other :
        new String[] {
          chain + "~", "~" + chain, chain.replace("~", "~~"), chain + "=", chain + " "
        }) {
      refused(other, "no canonical compact form");
    }
  }

  private String signed(String form, String claims, String cnf) {
    String payload = form.formatted(ChainText.hash(root), claims, cnf);
    return root + "~" + key(0).sign(OfflineLink.TYPE, payload);
  }

  private static String cnf(String key) {
    return "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + key + "\"}}";
  }

  private String root(HolderKey holder) {
    var grant = new TokenIssuer.Grant("pol_1", "ab".repeat(32), false, List.of("read", "list"));
    var order =
        new TokenIssuer.Order(
            Mint.TENANT,
            "agent_1",
            Mint.NOW,
            Mint.NOW.plusSeconds(3600),
            Value.Struct.EMPTY,
            List.of(grant),
            List.of(),
            holder.publicKey());
    return mint.issuer.issue(order).orElseThrow().text();
  }

  /** The same key for the same number. */
  private HolderKey key(int number) {
    while (keys.size() <= number) {
      keys.add(HolderKey.generate());
    }
    return keys.get(number);
  }

  private String handed(String chain, int from, String agent) {
    return link(key(from), chain, key(from + 1), agent);
  }

  private static String link(HolderKey signer, String chain, HolderKey next) {
    return link(signer, chain, next, "agent_x");
  }

  private static String link(HolderKey signer, String chain, HolderKey next, String agent) {
    var link =
        new HandingOn.Link(
            agent,
            next.publicKey(),
            Mint.NOW.plusSeconds(60),
            Map.of("pol_1", Set.of("read")),
            List.of());
    return HandingOn.delegate(signer, chain, link).token();
  }

  private VerifiedToken genuine(String text) {
    return switch (verifier.verify(Mint.TENANT, "key_1", text)) {
      case Verification.Genuine(VerifiedToken token) -> token;
      case Verification.Bound(VerifiedToken token) -> token;
      case Verification.Refused refused -> throw new AssertionError(refused.detail());
    };
  }

  private void refused(String text, String why) {
    Optional<String> detail =
        verifier.verify(Mint.TENANT, "key_1", text) instanceof Verification.Refused refused
            ? Optional.of(refused.detail())
            : Optional.empty();
    assertThat(detail).as(text).hasValueSatisfying(said -> assertThat(said).contains(why));
  }
}
