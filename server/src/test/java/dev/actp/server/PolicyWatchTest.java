package dev.actp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.server.policy.FolderSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that is looked at again: what is good there is taken whole, what is not is refused. */
class PolicyWatchTest {
  private static final String SHOP =
      """
      policy "shop" version "1"
      capability refund on "order/*" { require amount <= 100 }
      """;
  private static final String MAIL =
      """
      policy "mail" version "1"
      capability send on "mail/*" {}
      """;
  private static final String SHOP_TEST =
      """
      tests for "shop.actp"
      at 2026-03-02T12:00:00Z

      test "a small refund" { refund on "order/1" { amount: 50 } => allow }
      """;

  @TempDir private Path temp;
  private Path folder;
  private TestServer test;
  private Client client;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectory(temp.resolve("policies"));
    write("shop.actp", SHOP);
    write("shop_test.actp", SHOP_TEST);
    write("mail.actp", MAIL);
    test = TestServer.over(temp.resolve("data"), this::watching);
    client = test.client();
  }

  @AfterEach
  void stop() {
    test.close();
  }

  private Config watching(Config config) {
    return config
        .withPolicies(new FolderSource(folder), Duration.ofDays(1))
        .withMetrics("127.0.0.1", 0);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** Looks until what is there is dealt with: a state counts once it was there twice. */
  private void settle() {
    test.server().pollPolicies();
    test.server().pollPolicies();
  }

  private String number(String policy) {
    return client.get("/v1/policies/" + policy).expect(200).text("number");
  }

  private Client inside() {
    return new Client(
        client.http(), "http://127.0.0.1:" + test.server().metricsPort(), java.util.Map.of());
  }

  @Test
  void aChangeIsTakenOnceItStays() throws IOException {
    write("shop.actp", SHOP.replace("100", "500"));

    test.server().pollPolicies();
    assertThat(number("shop")).isEqualTo("1");
    test.server().pollPolicies();

    assertThat(number("shop")).isEqualTo("2");
    assertThat(number("mail")).isEqualTo("1");
    var history = client.get("/v1/policies/shop/history").expect(200);
    assertThat(history.text("versions.0.by.kind")).isEqualTo("operator");
    assertThat(history.text("versions.0.changes.capabilities.widened.0")).isEqualTo("refund");
  }

  @Test
  void aFileThatGoesOnChangingIsNotReadHalfWritten() throws IOException {
    for (int length = 0; length < SHOP.length(); length += 20) {
      write("shop.actp", SHOP.substring(0, length));
      test.server().pollPolicies();
    }
    write("shop.actp", SHOP);
    settle();

    assertThat(number("shop")).isEqualTo("1");
    assertThat(client.get("/v1/policies/shop/history").expect(200).text("refused.0.at")).isEmpty();
  }

  @Test
  void aBadChangeLeavesEverythingAsItWasAndIsSeenEverywhere() throws IOException {
    write("mail.actp", MAIL.replace("\"1\"", "\"2\""));
    write("shop.actp", SHOP.replace("capability", "capabilty"));

    settle();

    assertThat(number("mail")).isEqualTo("1");
    assertThat(number("shop")).isEqualTo("1");
    var history = client.get("/v1/policies/mail/history").expect(200);
    assertThat(history.text("refused.0.diagnostics")).contains("shop.actp", "capabilty");
    assertThat(history.text("refused.0.by")).contains("the folder");
    assertThat(history.text("refused.1.at")).isEmpty();
    assertThat(client.get("/health/ready").expect(200).text("policies")).isEqualTo("refused");
    var details = inside().get("/health").expect(200);
    assertThat(details.text("policy_source.problems.0")).contains("capabilty");
    assertThat(details.text("policy_source.refused_since")).isEqualTo("2026-02-16T10:00:00Z");
    assertThat(inside().get("/metrics").body()).contains("\nactp_policies_refused 1.0\n");

    settle();
    assertThat(client.get("/v1/policies/mail/history").text("refused.1.at")).isEmpty();
    write("shop.actp", SHOP);
    settle();

    assertThat(number("mail")).isEqualTo("2");
    assertThat(client.get("/health/ready").expect(200).text("policies")).isEmpty();
    assertThat(inside().get("/metrics").body()).contains("\nactp_policies_refused 0.0\n");
  }

  @Test
  void aChangeWhoseTestsFailIsRefusedAlsoByAStart() throws IOException {
    write("shop.actp", SHOP.replace("100", "10"));

    settle();

    assertThat(number("shop")).isEqualTo("1");
    assertThat(client.get("/v1/policies/shop/history").text("refused.0.diagnostics"))
        .contains("the test `a small refund` fails", "shop_test.actp:4:", "expected  allow");
    Config elsewhere = Config.of(temp.resolve("other")).at("127.0.0.1", 0);
    assertThat(ActpServer.start(watching(elsewhere)))
        .isInstanceOf(Start.Failed.class)
        .asString()
        .contains("a small refund");
    write("shop_test.actp", SHOP_TEST.replace("50", "5"));
    test.restart(this::watching);
    client = test.client();
    assertThat(number("shop")).isEqualTo("2");
  }

  @Test
  void whatIsGoneIsRetiredAndWhatIsNewIsThereInOneAct() throws IOException {
    Files.delete(folder.resolve("mail.actp"));
    write("post.actp", MAIL.replace("mail", "post"));

    settle();

    client.get("/v1/policies/mail").expectProblem(404, "not_found");
    assertThat(number("post")).isEqualTo("1");
    assertThat(client.get("/v1/audit?action=retire_policy").expect(200).body())
        .contains("policy source");
  }

  @Test
  void aFolderThatIsGoneTakesNothingAway() throws IOException {
    Path away = temp.resolve("away");
    Files.move(folder, away);

    settle();

    assertThat(number("mail")).isEqualTo("1");
    assertThat(client.get("/health/ready").expect(200).text("policies")).isEqualTo("refused");
    Files.move(away, folder);
    settle();
    assertThat(client.get("/health/ready").expect(200).text("policies")).isEmpty();
  }

  @Test
  void aRollbackStaysUntilTheFileSaysSomethingNew() throws IOException {
    write("shop.actp", SHOP.replace("100", "500"));
    settle();

    client.post("/v1/policies/shop/rollback", "{}").expect(200);

    write("mail.actp", MAIL.replace("\"1\"", "\"2\""));
    settle();
    assertThat(number("mail")).isEqualTo("2");
    assertThat(number("shop")).isEqualTo("3");
    test.restart(this::watching);
    client = test.client();
    assertThat(number("shop")).isEqualTo("3");
    assertThat(test.server().notes().toString()).contains("stays rolled back to version 1");
    write("shop.actp", SHOP.replace("100", "300"));
    settle();
    assertThat(number("shop")).isEqualTo("4");
  }

  @Test
  void aTextThatWasTakenBackStaysOutUnderAnotherNameOfItsFile() throws IOException {
    write("shop.actp", SHOP.replace("100", "500"));
    settle();
    client.post("/v1/policies/shop/rollback", "{}").expect(200);

    write("other.actp", SHOP.replace("100", "500"));
    Files.delete(folder.resolve("shop.actp"));
    settle();
    assertThat(number("shop")).isEqualTo("3");

    Files.delete(folder.resolve("other.actp"));
    settle();
    write("shop.actp", SHOP.replace("100", "500"));
    settle();
    assertThat(number("shop")).isEqualTo("3");

    write("shop.actp", SHOP.replace("100", "300"));
    settle();
    assertThat(number("shop")).isEqualTo("4");
  }

  @Test
  void twoPoliciesOfOneNameAreRefused() throws IOException {
    write("copy.actp", SHOP.replace("100", "500"));

    settle();

    assertThat(number("shop")).isEqualTo("1");
    assertThat(inside().get("/health").text("policy_source.problems.0")).contains("shop");
  }
}
