package dev.actp.compiler.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.FolderSources;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.fixtures.Corpus;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.evidence.Evidence;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SuggesterTest {
  private static final Instant MONDAY = Instant.parse("2026-02-16T09:00:00Z");
  private static final Path CORPUS = Corpus.folder("suggest");
  private static final Settings FIVE = new Settings(5, 20, null, false);

  @Test
  void what_was_used_and_little_else_is_left() throws IOException {
    Diary diary = desk(Set.of());
    String shown = shown(suggest(desk(), FIVE, diary.evidence()));
    assertThat(shown).isEqualTo(Corpus.golden(CORPUS.resolve("desk.txt"), shown));
  }

  @Test
  void what_only_tests_demand_goes_where_tests_are_ignored_and_hours_where_they_are_wanted()
      throws IOException {
    Settings settings = new Settings(5, 50, ZoneId.of("UTC"), true);
    String shown = shown(suggest(desk(), settings, desk(Set.of()).evidence()));
    assertThat(shown).isEqualTo(Corpus.golden(CORPUS.resolve("desk-ignoring.txt"), shown));
  }

  @Test
  void a_value_that_is_not_kept_bounds_nothing() throws IOException {
    Suggestion suggestion =
        suggest(desk(), FIVE, desk(Set.of("amount", "columns", "to")).evidence());

    assertThat(suggestion.made())
        .noneMatch(each -> each.kind() == Proposal.Kind.VALUES)
        .noneMatch(each -> each.before().startsWith("amount"))
        .anyMatch(each -> each.kind() == Proposal.Kind.RESOURCE)
        .anyMatch(each -> each.after().equals("limit 15 per day"));
    assertThat(suggestion.notes())
        .anyMatch(note -> note.contains("`amount` is erased, redacted"))
        .anyMatch(note -> note.contains("`columns` is erased, redacted"))
        .anyMatch(note -> note.contains("limit 9000 of amount per day` is left as it is"));
    assertThat(suggestion.basis().decided()).isEqualTo(suggestion.basis().uses()).isPositive();
  }

  @Test
  void an_export_shows_names_and_counts() throws IOException {
    Suggestion suggestion = suggest(desk(), FIVE, desk(Set.of()).exported());

    assertThat(suggestion.made())
        .anyMatch(each -> each.kind() == Proposal.Kind.CAPABILITY)
        .anyMatch(each -> each.before().equals("limit 50 per day"))
        .noneMatch(each -> each.kind() == Proposal.Kind.CEILING)
        .noneMatch(each -> each.kind() == Proposal.Kind.LIFETIME);
    assertThat(suggestion.notes()).anyMatch(note -> note.contains("issued for is not known"));
  }

  @Test
  void too_few_uses_narrow_nothing_and_none_leave_a_policy_alone() throws IOException {
    Settings many = new Settings(1_000, 20, null, false);
    assertThat(suggest(desk(), many, desk(Set.of()).evidence()).made())
        .extracting(Proposal::kind)
        .containsOnly(Proposal.Kind.CAPABILITY, Proposal.Kind.ACTION);

    Evidence none = new Evidence(List.of(), Map.of(), 0, null);
    Suggestion untouched = suggest(desk(), FIVE, none);
    assertThat(untouched.files()).isEmpty();
    assertThat(untouched.notes())
        .containsExactly("policy `desk` is left as it is: no record shows a use of it");
  }

  @Test
  void what_monitor_mode_let_pass_is_no_use() throws IOException {
    String policy =
        """
        policy "trial" version "1"
        mode monitor until 2026-03-01
        action pay(amount: int)
        capability pay on "till://*" {
          require amount > 0
          require amount <= 100
        }
        """;
    SourceLoader sources = new MemorySources(Map.of("trial.actp", policy));
    Diary diary = new Diary(policies(sources, "trial.actp"), Set.of());
    VerifiedToken token = diary.token("bot", new TreeMap<>(), 0);
    for (int i = 1; i <= 10; i++) {
      diary.ask(MONDAY.plusSeconds(i), token, "pay", "till://" + i, amount(i * 20));
    }

    Suggestion suggestion = suggest(sources, FIVE, diary.evidence(), "trial.actp");

    assertThat(suggestion.basis()).isEqualTo(new Suggestion.Basis(5, 5, 0, 5));
    assertThat(suggestion.made()).isEmpty();
  }

  @Test
  void what_hides_more_than_the_next_capability_is_left_as_it_is() throws IOException {
    String policy =
        """
        policy "crm" version "1"
        action read()
        capability read as vip on "crm://vip/**" { reveal all but ["ssn"] }
        capability read as any_of on "crm://**" { limit 9 per hour }
        """;
    assertThat(readings(policy).held())
        .singleElement()
        .satisfies(
            held -> {
              assertThat(held.proposal().capability()).isEqualTo("vip");
              assertThat(held.reason()).contains("shows more");
            });
    for (String harmless :
        List.of(
            policy.replace("{ reveal all but [\"ssn\"] }", "{}"),
            policy.replace("limit 9", "reveal all but [\"ssn\"] limit 9"),
            policy.replace("on \"crm://**\"", "on \"crm://c/**\""))) {
      assertThat(readings(harmless).held()).isEmpty();
      assertThat(readings(harmless).made())
          .anyMatch(each -> each.kind() == Proposal.Kind.CAPABILITY);
    }
  }

  private static Suggestion readings(String policy) throws IOException {
    SourceLoader sources = new MemorySources(Map.of("crm.actp", policy));
    Diary diary = new Diary(policies(sources, "crm.actp"), Set.of());
    VerifiedToken token = diary.token("bot", new TreeMap<>(), 0);
    for (int i = 1; i <= 6; i++) {
      diary.ask(MONDAY.plusSeconds(i), token, "read", "crm://c/" + i, Value.Struct.EMPTY);
    }
    return suggest(sources, FIVE, diary.evidence(), "crm.actp");
  }

  @Test
  void a_broken_file_is_said_to_be_one() throws IOException {
    SourceLoader sources = new MemorySources(Map.of("p.actp", "policy \"p\" version \"1\"\nquota"));
    Suggester suggester = new Suggester(sources, List.of("p.actp"), FIVE);
    assertThat(suggester.suggest(new Evidence(List.of(), Map.of(), 0, null)))
        .isInstanceOf(Suggester.Broken.class);
  }

  private static Value.Struct amount(int amount) {
    return new Value.Struct(new TreeMap<>(Map.of("amount", Value.Num.of(amount))));
  }

  private static SourceLoader desk() throws IOException {
    return new FolderSources(CORPUS);
  }

  static List<Policy> policies(SourceLoader sources, String path) {
    return new PolicyCompiler(sources).compile(List.of(path)).policies();
  }

  /** A week at the desk. */
  private static Diary desk(Set<String> redacted) throws IOException {
    Diary diary = new Diary(policies(desk(), "desk.actp"), redacted);
    for (int i = 0; i < 30; i++) {
      String customer = "c" + i % 4;
      Map<String, Value> session = new TreeMap<>();
      session.put("customer_id", new Value.Text(customer));
      session.put("region", new Value.Text("eu"));
      VerifiedToken token = diary.token("bot", new TreeMap<>(session), i % 10 == 9 ? 1 : 0);
      Instant at = MONDAY.plus(Duration.ofHours(i / 6 * 24 + i % 6));
      Value columns =
          new Value.Sequence(
              List.of(new Value.Text("name"), new Value.Text(i % 2 == 0 ? "email" : "plan")));
      diary.ask(
          at,
          token,
          "read_customer",
          "crm://customers/" + customer,
          struct("columns", columns, "rows", Value.Num.of(i + 1)));
      Value.Struct refund =
          struct("amount", Value.Num.of(3L * i + 1), "note", new Value.Text("a note"));
      diary.ask(at, token, "process_refund", "order://" + customer + "/o-" + i, refund);
      diary.ask(at, token, "process_refund", "order://" + customer + "/o-" + i, refund);
      diary.ask(
          at,
          token,
          "send",
          "mail://" + i,
          struct("to", new Value.Text(i % 3 == 0 ? "lead" : "desk"), "x", null));
      diary.ask(at, token, "send", "mail://" + i, struct("to", new Value.Text("world"), "x", null));
    }
    return diary;
  }

  private static Value.Struct struct(
      String a, Value one, String b, @org.jspecify.annotations.Nullable Value two) {
    TreeMap<String, Value> members = new TreeMap<>();
    members.put(a, one);
    if (two != null) {
      members.put(b, two);
    }
    return new Value.Struct(members);
  }

  private static Suggestion suggest(SourceLoader sources, Settings settings, Evidence evidence)
      throws IOException {
    return suggest(sources, settings, evidence, "desk.actp");
  }

  static Suggestion suggest(SourceLoader sources, Settings settings, Evidence evidence, String path)
      throws IOException {
    Suggester.Result result = new Suggester(sources, List.of(path), settings).suggest(evidence);
    assertThat(result).isInstanceOf(Suggester.Suggested.class);
    return ((Suggester.Suggested) result).suggestion();
  }

  private static String shown(Suggestion suggestion) {
    StringBuilder shown = new StringBuilder(suggestion.basis() + "\n");
    suggestion.made().forEach(each -> shown.append('\n').append(line(each)));
    for (Proposal.Held held : suggestion.held()) {
      shown
          .append("\nheld ")
          .append(line(held.proposal()))
          .append("  ")
          .append(held.reason())
          .append('\n');
    }
    suggestion.tests().forEach(test -> shown.append("\nfails ").append(test).append('\n'));
    suggestion.notes().forEach(note -> shown.append('\n').append(note).append('\n'));
    for (Suggestion.File file : suggestion.files()) {
      shown.append('\n');
      file.patch(file.path()).forEach(line -> shown.append(line).append('\n'));
    }
    return shown.toString();
  }

  private static String line(Proposal p) {
    return "%s:%d %s %s  [%s] -> [%s]%n  %s %s%n"
        .formatted(
            p.path(),
            p.line(),
            p.capability(),
            p.kind().word(),
            p.before(),
            p.after(),
            p.why(),
            p.proof())
        .replace(System.lineSeparator(), "\n");
  }
}
