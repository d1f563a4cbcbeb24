package dev.actp.runtime.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.token.KeyState;
import dev.actp.runtime.token.Purpose;
import dev.actp.runtime.token.TokenKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  /** A note and a key that other implementations are tested with. */
  private static final String NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  private static final String KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static VerifierKey key() {
    return VerifierKey.parse(KEY).orElseThrow();
  }

  private static SignedNote note(String text) {
    return SignedNote.parse(text).orElseThrow();
  }

  @Test
  void aNoteOfAnotherImplementationIsVerified() {
    assertThat(key()).hasToString(KEY);
    assertThat(note(NOTE)).hasToString(NOTE);
    assertThat(key().signed(note(NOTE))).isTrue();
    assertThat(key().signed(note(NOTE.replace("answer", "Answer")))).isFalse();
    assertThat(key().signed(note(NOTE.replace("x08go/ZJ", "x08go/ZK")))).isFalse();
    assertThat(key().signed(note(NOTE.replace("PeterN", "Petern")))).isFalse();
  }

  @Test
  void aSecondSignatureThatIsWrongSpoilsTheFirst() {
    String line = NOTE.substring(NOTE.indexOf('\u2014'));
    assertThat(key().signed(note(NOTE + line.replace("ZJkuBS", "ZKkuBS")))).isFalse();
    assertThat(key().signed(note(NOTE + line.replace("PeterNeumann", "another")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\n- name AAAAAAA=\n",
        "text\n\n\u2014 name\n",
        "text\n\n\u2014 name AAAA\n",
        "text\n\n\u2014 na+me AAAAAAA=\n",
        "text\n\n\u2014 name AAAAAAB=\n",
        "text\n\n\u2014 name AAAAAAA=",
        "te\txt\n\n\u2014 name AAAAAAA=\n"
      })
  void whatIsNoNoteIsNone(String text) {
    assertThat(SignedNote.parse(text)).isEmpty();
  }

  @Test
  void aNoteHasABoundedNumberOfSignatures() {
    String line = "\u2014 name AAAAAAA=\n";
    assertThat(SignedNote.parse("text\n\n" + line.repeat(16))).isPresent();
    assertThat(SignedNote.parse("text\n\n" + line.repeat(17))).isEmpty();
  }

  @Test
  void aCheckpointIsWhatALedgerKeySigns() {
    TokenKey secret = TokenKey.generate(Purpose.LEDGER, KeyState.ACTIVE, Instant.EPOCH);
    Checkpoint checkpoint = new Checkpoint(Checkpoint.origin("acme"), 12, new byte[32]);
    VerifierKey key = new VerifierKey(checkpoint.origin(), secret.publicBytes().orElseThrow());
    String text = checkpoint.text();
    SignedNote note =
        new SignedNote(text, List.of(SignedNote.Signature.of(key, secret.signNote(text))));
    assertThat(text).isEqualTo("actp/ledger/acme\n12\n" + "A".repeat(43) + "=\n");
    assertThat(key.signed(note(note.toString()))).isTrue();
    assertThat(Checkpoint.parse(text)).contains(checkpoint);
    for (String no : new String[] {text.replace("12", "012"), text + "more\n", "\n" + text}) {
      assertThat(Checkpoint.parse(no)).as(no).isEmpty();
    }
  }
}
