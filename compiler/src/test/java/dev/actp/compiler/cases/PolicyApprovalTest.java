package dev.actp.compiler.cases;

import static dev.actp.compiler.cases.Verdicts.allowed;
import static dev.actp.compiler.cases.Verdicts.denied;
import static dev.actp.compiler.cases.Verdicts.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.Reason.Code;
import dev.actp.runtime.decision.VerifiedToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Approvals that a policy asks for by itself, beside those of its capabilities. */
class PolicyApprovalTest {
  private static final String POLICY =
      """
      policy "p" version "1"
      action pay(price: money)
      capability deploy on "env://**" { approval by "ops" when size > 10 expires 30m }
      capability pay on "**" { limit 2 per day }
      approval by 2 of "security" for deploy on "env://production/**"
      approval by "finance" for pay on "**" when price > 1000 USD
      """;

  private final Scene scene = new Scene(POLICY);
  private final VerifiedToken token = scene.token("p");

  private Decision deploy(String where, int size) {
    return scene.ask(token, "deploy", "env://" + where, "{\"size\": " + size + "}");
  }

  private Decision pay(String amount) {
    String price = "{\"price\": {\"amount\": " + amount + ", \"currency\": \"USD\"}}";
    return scene.ask(token, "pay", "order://1", price);
  }

  @Test
  void itIsAskedOnlyWhereItApplies() {
    allowed(deploy("staging/1", 1));
    waits(deploy("production/1", 1));
    assertThat(scene.asked()).containsExactly("security");
  }

  @Test
  void allThatIsMissingIsAskedAtOnceAndAllOfItIsNeeded() {
    waits(deploy("production/1", 11));
    assertThat(scene.asked()).containsExactly("ops", "security");
    scene.answer("ops", "olaf", true);
    waits(deploy("production/1", 11));
    scene.answer("security", "sue", true);
    waits(deploy("production/1", 11));
    scene.answer("security", "sam", true);
    allowed(deploy("production/1", 11));
    waits(deploy("production/1", 11));
  }

  @Test
  void anotherRequestIsAnother() {
    waits(deploy("production/1", 1));
    scene.answer("security", "sue", true);
    scene.answer("security", "sam", true);
    waits(deploy("production/1", 2));
    waits(deploy("production/2", 1));
    allowed(deploy("production/1", 1));
  }

  @Test
  void onePriceInAnotherSpellingIsTheSameRequest() {
    waits(pay("\"1500\""));
    waits(pay("\"1500.0\""));
    waits(pay("1500.00"));
    assertThat(scene.asked()).containsExactly("finance");
    scene.answer("finance", "dana", true);
    waits(pay("1500.01"));
    allowed(pay("1.5e3"));
  }

  @Test
  void anErrorInItsConditionMakesItApply() {
    String euros = "{\"price\": {\"amount\": \"1\", \"currency\": \"EUR\"}}";
    allowed(pay("1000"));
    waits(scene.ask(token, "pay", "order://1", euros));
  }

  @Test
  void aRejectionDeniesTheSameRequestUntilItExpires() {
    waits(pay("1500"));
    scene.answer("finance", "dana", false);
    denied(pay("1500.0"), Code.APPROVAL_REJECTED);
    waits(pay("1501"));
    scene.advance(Duration.ofHours(1));
    waits(pay("1500"));
  }

  @Test
  void nobodyIsAskedForWhatIsDeniedAnyway() {
    allowed(pay("1"));
    allowed(pay("1"));
    denied(pay("1500"), Code.LIMIT_REACHED);
    assertThat(scene.asked()).isEmpty();
  }

  @Test
  void aYesThatNobodyUsedInTimeIsGone() {
    waits(pay("1500"));
    scene.answer("finance", "dana", true);
    scene.advance(Duration.ofHours(1));
    waits(pay("1500"));
  }
}
