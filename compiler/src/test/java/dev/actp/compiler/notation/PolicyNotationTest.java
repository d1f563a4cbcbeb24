package dev.actp.compiler.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.CompiledFile;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.Severity;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyNotationTest {

  @Test
  void aPolicyOfActionsAndResourcesBecomesOneCapability() {
    assertThat(
            source(
                """
                {"name": "Customer Support Read Policy", "actions": ["read", "list"],
                 "resources": ["api://crm/customers/*"], "effect": "allow",
                 "constraints": {"maxRows": 100, "allowedDomains": ["yourcompany.com"]}}
                """))
        .isEqualTo(
            """
            policy "Customer Support Read Policy" version "1"

            capability read, list on "api://crm/customers/*" {
              require not present(to) or (every address in context.to: domain(address) in ["yourcompany.com"])
              require not present(rows) or (rows >= 1 and rows <= 100)
              reveal at most 100 rows
            }
            """);
  }

  @Test
  void aPolicyOfCapabilityNamesReachesEveryResourceAndSaysSo() {
    Translation.Translated translated =
        translated(
            """
            {"name": "Customer Support Policy",
             "capabilities": ["read:customer_profile", "create:support_ticket"],
             "constraints": {"max_actions_per_day": 1000, "allowed_hours": "09:00-17:00 UTC",
                             "rate_limit": "100 per minute"}}
            """);
    assertThat(translated.source())
        .isEqualTo(
            """
            policy "Customer Support Policy" version "1"

            window allowed_hours = daily 09:00-17:00 in "UTC"

            capability "read:customer_profile", "create:support_ticket" on "**" {
              during allowed_hours
              limit 1000 per day
              limit 100 per minute
            }
            """);
    assertThat(translated.warnings()).singleElement().asString().contains("every resource");
  }

  static Stream<String> published() {
    return Stream.of(
        "{\"name\":\"Read-Only"
            + " CRM\",\"actions\":[\"read\",\"list\"],\"resources\":[\"api://crm/*\"]}",
        """
        {"name": "Customer Support Read Policy", "actions": ["read", "list"],
         "resources": ["api://crm/customers/*"], "effect": "allow",
         "constraints": {"maxRows": 100, "allowedDomains": ["yourcompany.com"]}}
        """,
        "{\"name\":\"a\",\"actions\":[\"read\",\"create\"],\"resources\":[\"api://crm/customers/*\",\"api://tickets/*\"],\"constraints\":{\"maxRows\":50}}",
        "{\"name\":\"b\",\"actions\":[\"read\",\"query\"],\"resources\":[\"api://analytics/*\"],\"constraints\":{\"maxRows\":1000,\"readOnly\":true}}",
        "{\"name\":\"c\",\"actions\":[\"send_email\"],\"resources\":[\"api://email/*\"],\"constraints\":{\"allowedDomains\":[\"@yourcompany.com\"]}}",
        """
        {"name": "support", "capabilities": [
          {"action": "read_customer", "resource": "customer://id:{{session.customer_id}}",
           "constraints": {"columns": ["name", "email", "order_history"], "maxRows": 50}},
          {"action": "process_refund", "resource": "order://customer:{{session.customer_id}}/*",
           "constraints": {"maxAmount": 500, "maxPerDay": 10, "requireApproval": "amount > 100",
                           "onlyForCustomer": "{{session.customer_id}}",
                           "notDuring": "maintenance_window"}},
          {"action": "send_email", "resource": "email://domain:@company.com",
           "constraints": {"maxPerHour": 20, "blockSensitiveData": true}}],
         "windows": {"maintenance_window": "sun 02:00-04:00 UTC"}}
        """,
        """
        {"name": "finance", "capabilities": [
          {"action": "read_account", "resource": "account://portfolio:{{agent.assigned_portfolio}}",
           "constraints": {"columns": ["id", "name"], "excludeColumns": ["tax_id"]}},
          {"action": "read_transaction",
           "resource": "transaction://account:{{agent.assigned_accounts}}/*",
           "constraints": {"dateRange": "last_90_days", "maxRows": 10000}},
          {"action": "generate_report", "resource": "report://portfolio:{{agent.assigned_portfolio}}",
           "constraints": {"maxPerDay": 10, "format": ["pdf", "csv"],
                           "classification": "internal_only"}}]}
        """,
        """
        {"name": "research", "capabilities": [
          {"action": "web_search", "constraints": {"maxQueries": 100, "safeDomains": ["example.org"]}},
          {"action": "delegate", "constraints": {"maxDelegationDepth": 2, "attenuationRequired": true}},
          {"action": "read_document", "resource": "doc://project:{{project.id}}/*"},
          {"action": "write_document", "resource": "doc://project:{{project.id}}/drafts/*",
           "constraints": {"maxLength": 10000, "requireReview": true}}]}
        """,
        """
        {"policy": {"name": "customer-support-standard", "version": "2.0", "capabilities": {
          "read_customer": {"resources": ["customer://id:{{session.customer_id}}"],
            "constraints": {"columns": ["name"], "maxRows": 50, "rateLimit": "200/hour"}},
          "create_ticket": {"resources": ["ticket://agent:{{agent.id}}/*"],
            "constraints": {"maxOpen": 10, "requiredFields": ["subject", "description", "priority"]}},
          "send_email": {"resources": ["email://domain:@company.com"],
            "constraints": {"maxPerHour": 20, "maxRecipients": 5, "blockSensitiveData": true}}},
          "circuit_breaker": {"maxViolations": 3, "window": "5m", "suspendDuration": "30m"},
          "audit": {"logAll": true, "retainDays": 90}}}
        """,
        "{\"name\":\"d\",\"effect\":\"deny\",\"actions\":[\"delete\"],\"resources\":[\"**\"]}");
  }

  @ParameterizedTest
  @MethodSource("published")
  void everyPublishedPolicyCompiles(String json) {
    String source = source(json);
    CompiledFile compiled = PolicyCompiler.compileText("policy.actp", source);
    assertThat(compiled.diagnostics())
        .as(source)
        .filteredOn(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .extracting(Diagnostic::message)
        .isEmpty();
    assertThat(compiled.policy()).isPresent();
  }

  @Test
  void aDenialForbids() {
    assertThat(
            source(
                "{\"name\":\"d\",\"effect\":\"deny\",\"actions\":[\"delete\"],\"resources\":[\"**\"]}"))
        .isEqualTo(
            """
            policy "d" version "1"

            action delete(...)

            forbid delete on "**"
            """);
  }

  static Stream<String[]> wrong() {
    return Stream.concat(wrongMembers(), wrongConstraints());
  }

  private static Stream<String[]> wrongMembers() {
    return Stream.of(
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"ressources\":[]}",
          "/ressources",
          "did you mean `resources`?"
        },
        new String[] {"{\"actions\":[\"a\"]}", "/name", "`name` is required"},
        new String[] {"{\"name\":\"x\"}", "/actions", "required"},
        new String[] {"{\"name\":\"x\",\"actions\":[]}", "/actions", "a list of strings"},
        new String[] {"{\"name\":\"x\",\"actions\":[\"a\",\"a\"]}", "/actions", "twice"},
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"audit\":{\"logAll\":false}}",
          "/audit/logAll",
          "every decision is recorded"
        },
        new String[] {
          "{\"name\":\"x\",\"effect\":\"maybe\",\"actions\":[\"a\"]}",
          "/effect",
          "`allow` or `deny`"
        },
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"resources\":[\"a://{{x}}\"]}",
          "/resources",
          "a placeholder is written"
        },
        new String[] {
          "{\"name\":\"x\",\"capabilities\":[{\"action\":\"a\",\"limit\":1}]}",
          "/capabilities/0/limit",
          "is not known"
        },
        new String[] {
          "{\"name\":\"x\",\"capabilities\":{\"a/b\":{\"x\":1}}}",
          "/capabilities/a~1b/x",
          "is not known"
        });
  }

  private static Stream<String[]> wrongConstraints() {
    return Stream.of(
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"constraints\":{\"maxRow\":1}}",
          "/constraints/maxRow",
          "did you mean `maxRows`?"
        },
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"constraints\":{\"maxRows\":0}}",
          "/constraints/maxRows",
          "above zero"
        },
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"constraints\":{\"maxAmount\":\"5\"}}",
          "/constraints/maxAmount",
          "a number above zero"
        },
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"constraints\":{\"rateLimit\":\"often\"}}",
          "/constraints/rateLimit",
          "a rate such as"
        },
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"constraints\":{\"requireApproval\":\"amount >\"}}",
          "/constraints/requireApproval",
          "an expression such as"
        },
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"constraints\":{\"notDuring\":\"night\"}}",
          "/constraints/notDuring",
          "windows"
        },
        new String[] {
          "{\"name\":\"x\",\"actions\":[\"a\"],\"constraints\":{\"safeDomains\":true}}",
          "/constraints/safeDomains",
          "no list of safe domains"
        },
        new String[] {
          "{\"name\":\"x\",\"effect\":\"deny\",\"actions\":[\"a\"],\"constraints\":{\"maxRows\":1}}",
          "/constraints",
          "a denial holds always"
        });
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatHasNoMeaningIsRefusedWithItsPlace(String json, String pointer, String message) {
    Translation translation = PolicyNotation.translate(read(json));
    assertThat(translation).isInstanceOf(Translation.Untranslatable.class);
    assertThat(((Translation.Untranslatable) translation).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(pointer);
              assertThat(problem.message()).contains(message);
            });
  }

  /** Strings never become syntax. */
  @ParameterizedTest
  @ValueSource(strings = {"x\" { } forbid", "a\\b", "**", "{session.x}", "// no", "\u202ex"})
  void hostileNamesStayNamesOrAreRefused(String name) {
    Value.Struct policy =
        new Value.Struct(
            new TreeMap<>(
                Map.of(
                    "name", new Value.Text(name),
                    "actions", new Value.Sequence(List.of(new Value.Text(name))))));
    if (PolicyNotation.translate(policy)
        instanceof Translation.Translated(var source, var warnings)) {
      CompiledFile compiled = PolicyCompiler.compileText("policy.actp", source);
      assertThat(compiled.policy())
          .hasValueSatisfying(
              one -> {
                assertThat(one.name()).isEqualTo(name);
                assertThat(one.forbids()).isEmpty();
                assertThat(one.capabilities())
                    .singleElement()
                    .satisfies(only -> assertThat(only.actions()).containsExactly(name));
              });
    }
  }

  private static String source(String json) {
    return translated(json).source();
  }

  private static Translation.Translated translated(String json) {
    Translation translation = PolicyNotation.translate(read(json));
    assertThat(translation).as(json).isInstanceOf(Translation.Translated.class);
    return (Translation.Translated) translation;
  }

  private static Value.Struct read(String json) {
    StrictJson.Reading reading = StrictJson.readObject(json, JsonLimits.DEFAULT);
    assertThat(reading).isInstanceOf(StrictJson.Reading.Document.class);
    return (Value.Struct) ((StrictJson.Reading.Document) reading).value();
  }
}
