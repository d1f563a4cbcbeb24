package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes well is in docs/offline-delegation.md, which is run. */
class TokenCommandTest {
  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void aKey() {
    shell = new Shell(folder);
    assertThat(shell.actp("token", "keygen", "mine.jwk").exit()).isZero();
  }

  @Test
  void aKeyIsItsOwnersAloneAndNeverWrittenOver() throws IOException {
    Path file = folder.resolve("mine.jwk");
    String before = Files.readString(file);

    Shell.Ran again = shell.actp("token", "keygen", "mine.jwk");

    assertThat(again.exit()).isEqualTo(ExitCode.UNUSABLE);
    assertThat(again.err()).contains("is there already");
    assertThat(Files.readString(file)).isEqualTo(before).contains("\"d\"");
    assertThat(shell.actp("token", "keygen", "other.jwk").out())
        .contains("\"crv\":\"Ed25519\"")
        .doesNotContain("\"d\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsNoTokenOrNoKeyIsUnusable() throws IOException {
    Files.writeString(folder.resolve("open.jwk"), Files.readString(folder.resolve("mine.jwk")));
    Files.setPosixFilePermissions(
        folder.resolve("open.jwk"), PosixFilePermissions.fromString("rw-r--r--"));

    unusable("no signed token", "token", "inspect", "act_x");
    unusable("no signed token", "token", "inspect", "a.b.c");
    unusable(
        "no file", "token", "prove", "t", "--key", "none", "--url", "http://x/", "--action", "a");
    unusable(
        "owner alone",
        "token",
        "prove",
        "t",
        "--key",
        "open.jwk",
        "--url",
        "http://x/",
        "--action",
        "a");
    unusable(
        "no signed token",
        "token",
        "delegate",
        "t",
        "--key",
        "mine.jwk",
        "--agent",
        "a",
        "--to",
        "{}");
  }

  /** Tokens of a server: one for the key in mine.jwk, and one for whoever bears it. */
  private List<String> tokens(String publicKey) {
    shell.file(
        "policies/pay.actp",
        """
        policy "pay" version "1"
        delegation depth 2
        action pay(amount: decimal)
        capability pay on "order://*" { require amount > 0 }
        """);
    List<String> tokens = new ArrayList<>();
    String secret = "a-key-of-the-operator-0123456789-abc";
    shell
        .with(Map.of("ACTP_BOOTSTRAP_KEY", secret))
        .during(
            server -> {
              try (HttpApi api = new HttpApi(server.address(), secret)) {
                Value.Struct agent =
                    Documents.of("id", "planner", "name", "P", "policies", List.of("pay"));
                api.post("/v1/agents", agent);
                Value.Struct order = Documents.of("agentId", "planner", "expiresIn", "1h");
                Value.Struct bound =
                    Documents.with(order, "cnf", Documents.of("jwk", Documents.read(publicKey)));
                tokens.add(Documents.text(api.post("/v1/tokens", bound), "token"));
                tokens.add(Documents.text(api.post("/v1/tokens", order), "token"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .actp("serve", "policies", "--port", "0");
    assertThat(tokens).hasSize(2);
    return tokens;
  }

  @Test
  void whatEveryServerWouldRefuseIsNotSigned() throws IOException {
    String mine = shell.actp("token", "keygen", "bound.jwk").out();
    String other = shell.actp("token", "keygen", "other.jwk").out();
    List<String> tokens = tokens(mine);

    for (String key : List.of("bound.jwk", "other.jwk")) {
      for (String token : tokens) {
        Shell.Ran handed = delegate(token, key, other);
        Shell.Ran proved = prove(token, key, "{}");
        boolean good = token.equals(tokens.getFirst()) && key.equals("bound.jwk");
        assertThat(handed.exit()).as(handed.err()).isEqualTo(good ? 0 : 2);
        assertThat(proved.exit()).as(proved.err()).isEqualTo(good ? 0 : 2);
        if (!good) {
          String why = token.equals(tokens.getFirst()) ? "is bound to the key " : "bound to no key";
          assertThat(handed.err()).contains(why).isEqualTo(proved.err());
        }
      }
    }
    assertThat(prove("act_unread", "other.jwk", "{}").exit()).isZero();
    assertThat(prove("act_unread", "other.jwk", "none").err())
        .startsWith("actp: --context is no JSON object: ");
    String bound = tokens.getFirst();
    assertThat(delegate(bound, "bound.jwk", other, "--clauses", "require amount <= 5").exit())
        .isZero();
    for (String option : List.of("--clauses=require", "--on=order://{x")) {
      Shell.Ran ran = delegate(bound, "bound.jwk", other, option);
      assertThat(ran.exit()).as(option).isEqualTo(2);
      assertThat(ran.err()).startsWith("actp: " + option.replaceAll("=.*", ": "));
    }
  }

  @Test
  void aPrivateKeyInAnyPlaceIsNotShown() throws IOException {
    String publicKey = shell.actp("token", "keygen", "bound.jwk").out();
    String secret = Files.readString(folder.resolve("bound.jwk")).strip();
    String hidden = Documents.text(Documents.read(secret), "d");
    String token = tokens(publicKey).getFirst();

    for (Shell.Ran ran :
        List.of(
            delegate(token, secret, publicKey),
            delegate(token, hidden, publicKey),
            delegate(token, "bound.jwk", secret),
            delegate(token, "bound.jwk", secret + secret),
            prove(token, secret, "{}"),
            prove(token, "bound.jwk", hidden))) {
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err()).contains("--").doesNotContain(hidden.substring(0, 8));
    }
  }

  private Shell.Ran delegate(String token, String key, String to, String... more) {
    List<String> words = new ArrayList<>(List.of("token", "delegate", token, "--key", key));
    words.addAll(List.of("--agent", "payer", "--to", to));
    words.addAll(List.of(more));
    return shell.actp(words.toArray(String[]::new));
  }

  private Shell.Ran prove(String token, String key, String context) {
    return shell.actp(
        "token",
        "prove",
        token,
        "--key",
        key,
        "--url",
        "http://x/",
        "--action",
        "pay",
        "--context",
        context);
  }

  private void unusable(String why, String... words) {
    Shell.Ran ran = shell.actp(words);
    assertThat(ran.exit()).as(String.join(" ", words)).isEqualTo(ExitCode.UNUSABLE);
    assertThat(ran.err()).contains(why);
  }
}
