package dev.actp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestCommandTest {
  private static final String POLICY =
      """
      policy "sales" version "1"

      session customer_id: string

      action order(total: decimal, note: string)
      action cancel()

      // the everyday work
      capability order on "shop://**" {
        require total > 0
        require total <= 5000
        require not sensitive(note)
        limit 100 per day
        reveal all but ["card"]
      }

      capability cancel on "shop://**" { limit 5 per day }

      delegation depth 2
      token lifetime at most 8h
      audit retain 90d redact ["note"]
      """;

  private static final String TESTS =
      """
      tests for "sales.actp"

      at 2026-02-16T10:00:00Z

      session customer_id = "12"

      test "small orders" {
        order on "shop://12/basket-1" { total: 10, note: "a" } => allow
        order on "shop://13/basket-1" { total: 6000, note: "a" } => deny
      }
      """;

  @TempDir Path folder;
  private Shell shell;
  private String key = "";

  @BeforeEach
  void shell() {
    shell = new Shell(folder).with(Map.of("ACTP_DATA", "kept"));
    shell.file("policies/sales.actp", POLICY).file("policies/sales_test.actp", TESTS);
  }

  /** A server allows eight orders, and one with a token that was handed on, and denies one. */
  private void order() {
    shell.actp("serve", "policies", "--port", "0");
    key = shell.actp("key", "new", "all").out().strip();
    serve(
        api -> {
          List<String> roles = List.of("admin", "issuer", "enforcer");
          Value.Struct gate =
              Documents.of("name", "gate", "roles", roles, "enforces_obligations", Value.Bool.TRUE);
          key = Documents.text(api.post("/v1/keys", gate), "key");
        });
    serve(
        api -> {
          api.post("/v1/agents", Documents.of("id", "bot", "name", "bot"));
          api.post("/v1/agents", Documents.of("id", "helper", "name", "helper"));
          String token = token(api);
          for (int i = 1; i <= 8; i++) {
            assertThat(order(api, token, i, 50 * i + 2)).isEqualTo("allowed");
          }
          assertThat(order(api, token, 9, 6000)).isEqualTo("denied");
          Value.Struct child =
              Documents.of("token", token, "agentId", "helper", "expiresIn", "10m");
          Value.Struct handed = api.post("/v1/tokens/delegate", child);
          assertThat(order(api, Documents.text(handed, "token"), 9, 20)).isEqualTo("allowed");
        });
  }

  private static String token(HttpApi api) throws IOException {
    Value.Struct asked =
        Documents.of(
            "agentId",
            "bot",
            "policies",
            List.of("sales"),
            "session",
            Documents.of("customer_id", "12"),
            "expiresIn",
            "3h");
    return Documents.text(api.post("/v1/tokens", asked), "token");
  }

  private static String order(HttpApi api, String token, int basket, int total) throws IOException {
    Value.Struct answer =
        api.post(
            "/v1/enforce",
            Documents.of(
                "token",
                token,
                "action",
                "order",
                "resource",
                "shop://12/basket-" + basket,
                "context",
                Documents.of("total", total, "note", "a gift")));
    return Documents.text(answer, "decision");
  }

  private interface Visit {
    void to(HttpApi api) throws IOException;
  }

  private void serve(Visit visit) {
    Shell.Ran ran =
        shell
            .during(
                server -> {
                  try (HttpApi api = new HttpApi(server.address(), key)) {
                    visit.to(api);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .actp("serve", "policies", "--port", "0");
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private Shell.Ran suggest(String... more) {
    Shell.Ran ran =
        shell.actp(
            Stream.concat(
                    Stream.of("suggest", "--policy", "policies", "--min-uses", "5"),
                    Arrays.stream(more))
                .toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran;
  }

  private int git(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    return new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
  }

  @Test
  void what_is_proposed_can_be_applied_and_changes_nothing_that_was_allowed()
      throws IOException, InterruptedException {
    order();

    Shell.Ran ran = suggest();

    assertThat(ran.err())
        .startsWith("9 allowed uses: 9 decided again and still allowed\n")
        .contains("narrower  cancel: without `capability cancel on \"shop://**\"`")
        .contains("at most 402, in steps of 10; 9 uses from ")
        .endsWith(" proposals, 0 held back\n");
    assertThat(ran.out())
        .startsWith("--- a/policies/sales.actp\n+++ b/policies/sales.actp\n@@ -")
        .contains("\n+capability order on \"shop://{session.customer_id}/basket-*\" {\n")
        .contains("\n+  require total <= 410\n")
        .contains("\n+delegation depth 1\n")
        .contains("\n+token lifetime at most 3h\n");

    shell.file("narrower.patch", ran.out());
    assertThat(git("apply", "--check", "narrower.patch")).isZero();
    assertThat(git("apply", "narrower.patch")).isZero();
    assertThat(shell.actp("check", "policies")).extracting(Shell.Ran::exit).isEqualTo(0);
    assertThat(shell.actp("fmt", "--check", "policies/sales.actp").exit()).isZero();
    assertThat(shell.actp("test", "policies").exit()).isZero();
    Shell.Ran replayed =
        shell.actp("replay", "--against", "policies", "--fail-on", "any", "--action", "order");
    assertThat(replayed.out())
        .startsWith("10 recorded decisions: 0 widened, 0 narrowed, 0 changed\n");
    assertThat(replayed.exit()).isZero();

    serve(api -> assertThat(order(api, token(api), 10, 300)).isEqualTo("allowed"));
    Shell.Ran again = suggest();
    assertThat(again.out()).isEmpty();
    assertThat(again.err())
        .startsWith("10 allowed uses: 10 decided again and still allowed\n")
        .endsWith("nothing to narrow\n");
  }

  @Test
  void files_without_an_end_of_line_are_patched_too() throws IOException, InterruptedException {
    shell.file("policies/sales.actp", POLICY.stripTrailing());
    order();

    Shell.Ran ran = suggest();

    assertThat(ran.out()).contains("\\ No newline at end of file\n");
    String whole = suggest("--format", "policy").out();
    shell.file("narrower.patch", ran.out());
    assertThat(git("apply", "narrower.patch")).isZero();
    assertThat(shell.read("policies/sales.actp")).isEqualTo(whole);
  }

  @Test
  void programs_get_a_document_and_policies_can_be_written_at_once() {
    order();

    Value.Struct document = read(suggest("--format", "json", "--agent", "bot").out());

    Value.Struct one = Documents.objects(document, "suggestions").getFirst();
    assertThat(one.members().get("uses")).isEqualTo(Value.Num.of(8));
    assertThat(one.members().get("widened")).isEqualTo(Value.Num.of(0));
    assertThat(one.members().get("complete")).isEqualTo(Value.Bool.TRUE);
    assertThat(Documents.objects(one, "proposals"))
        .anySatisfy(
            proposal -> {
              assertThat(Documents.text(proposal, "kind")).isEqualTo("ceiling");
              assertThat(Documents.text(proposal, "path")).isEqualTo("policies/sales.actp");
              assertThat(Documents.text(proposal, "before")).isEqualTo("total <= 5000");
              assertThat(Documents.text(proposal, "after")).isEqualTo("total <= 410");
            });
    String after = Documents.text(Documents.objects(one, "files").getFirst(), "policy");
    assertThat(shell.read("policies/sales.actp")).isEqualTo(POLICY);

    Shell.Ran written = suggest("--write", "--agent", "bot");
    assertThat(written.out()).isEmpty();
    assertThat(shell.read("policies/sales.actp")).isEqualTo(after);
  }

  private static Value.Struct read(String text) {
    try {
      return Documents.read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_a_test_demands_is_held_back_unless_tests_are_ignored() {
    shell.file("policies/sales_test.actp", TESTS.replace("total: 10,", "total: 4000,"));
    order();

    assertThat(suggest().err())
        .contains("held back  order: `total <= 5000` -> `total <= 410`")
        .contains("the tests demand it, nobody used it: test `small orders`");
    Shell.Ran ignoring = suggest("--ignore-tests");
    assertThat(ignoring.err()).contains("would fail  test `small orders`");
    assertThat(ignoring.out()).contains("\n+  require total <= 410\n");
  }

  @Test
  void an_export_tells_what_needs_no_values() {
    order();
    assertThat(shell.actp("ledger", "export", "kept", "--output", "all.jsonl").exit()).isZero();

    Shell.Ran ran = suggest("--data", "all.jsonl");

    assertThat(ran.err())
        .startsWith("9 allowed uses: 0 decided again")
        .contains("narrower  cancel: without ", "`limit 100 per day` -> ")
        .contains("`total` is erased, redacted or not in the export for 9 of 9 uses")
        .contains("issued for is not known for 9 of 9 uses");
    assertThat(ran.out()).doesNotContain("410", "session.customer_id}", "token lifetime at most 3");
  }

  @Test
  void an_export_with_values_tells_all_but_how_long_tokens_live() {
    order();
    shell.actp("ledger", "export", "kept", "--values", "--output", "all.jsonl");

    Shell.Ran ran = suggest("--data", "all.jsonl");

    assertThat(ran.err()).startsWith("9 allowed uses: 9 decided again and still allowed\n");
    assertThat(ran.out())
        .contains("\n+  require total <= 410\n")
        .doesNotContain("token lifetime at most 3h");
  }

  @Test
  void nothing_used_is_nothing_to_narrow() {
    shell.actp("serve", "policies", "--port", "0");

    Shell.Ran ran = suggest();

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            """
            0 allowed uses: 0 decided again and still allowed

            policy `sales` is left as it is: no record shows a use of it

            nothing to narrow
            """);
    assertThat(suggest("--format", "json").out()).contains("\"proposals\":[]", "\"files\":[]");
  }

  @Test
  void a_policy_with_an_error_is_shown_and_nothing_is_proposed() {
    shell.actp("serve", "policies", "--port", "0");
    shell.file("policies/sales.actp", POLICY.replace("total <= 5000", "totl <= 5000"));

    Shell.Ran ran = shell.actp("suggest", "--policy", "policies");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("policies/sales.actp:11", "did you mean `total`?");
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "suggest",
        "suggest --policy nowhere",
        "suggest --policy policies --data nowhere",
        "suggest --policy policies --data policies",
        "suggest --policy policies --data policies/sales.actp",
        "suggest --policy policies --tenant other",
        "suggest --policy policies --from yesterday",
        "suggest --policy policies --headroom 1001%",
        "suggest --policy policies --headroom some",
        "suggest --policy policies --min-uses 0",
        "suggest --policy policies --windows Middle/Earth",
        "suggest --policy policies --format xml"
      })
  void what_cannot_be_used_is_said_to_be_so(String line) {
    shell.actp("serve", "policies", "--port", "0");

    Shell.Ran ran = shell.actp(line.split(" "));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isNotEmpty().doesNotContain("\tat ", "bug in actp");
  }
}
