package dev.actp.compiler.attenuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.resolve.Report;
import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Counter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttenuationCompilerTest {
  private static final String POLICY =
      """
      policy "pay" version "1"
      session customer: string
      action pay(amount: decimal)
      list known = ["a", "b"]
      window days = mon-fri 09:00-17:00 in "UTC"
      capability pay on "order://{session.customer}/*" { limit 5 per day }
      """;

  private final AttenuationCompiler compiler = new AttenuationCompiler();
  private final Attenuations pay = of(POLICY);

  private Attenuations of(String source) {
    return compiler.of("pay.actp", Map.of("pay.actp", source));
  }

  private static Narrowing narrowing(String clauses, String... on) {
    return new Narrowing("p1", "pay", List.of(on), clauses);
  }

  private static String clauses(Attenuation attenuation) {
    assertThat(attenuation).isInstanceOf(Attenuation.Narrower.class);
    return attenuation.clauses().stream().map(Canonical::text).collect(Collectors.joining("\n"));
  }

  private static String why(Attenuation attenuation) {
    return attenuation instanceof Attenuation.Unclear(String why) ? why : "it is clear";
  }

  @Test
  void aTextMeansWhatItsClausesMeanInThePolicy() {
    Attenuation meant =
        pay.read(narrowing("require amount <= 50 during days", "order://{session.customer}/1"));
    assertThat(meant.within()).isNotNull();
    assertThat(meant.clauses()).hasSize(2);
    assertThat(meant.clauses().getFirst().source().text()).isEqualTo("require amount <= 50");
  }

  @Test
  void whatIsKnownTakesNoWork() {
    Narrowing narrowing = narrowing("require amount <= 50");
    assertThat(pay.known(narrowing)).isNull();
    Attenuation meant = pay.read(narrowing);
    assertThat(pay.known(narrowing)).isSameAs(meant);
    assertThat(pay.read(narrowing)).isSameAs(meant);
  }

  /** The digest is that of the policy's meaning, of which a list that nothing names is no part. */
  @Test
  void whatAnotherVersionMeansIsNotTakenForThisOnes() {
    Attenuations other = of(POLICY.replace("\"b\"", "\"c\""));
    Narrowing narrowing = narrowing("require session.customer in known");
    assertThat(clauses(pay.read(narrowing))).contains("\"b\"");
    assertThat(other.known(narrowing)).isNull();
    assertThat(clauses(other.read(narrowing))).contains("\"c\"").doesNotContain("\"b\"");
  }

  @Test
  void aLimitIsTheTokensOwn() {
    List<Counter> counters =
        pay
            .read(
                narrowing(
                    """
                    limit 1 per day
                    limit 9 of amount in total each session.customer
                    limit 2 per hour each token, agent
                    """))
            .clauses()
            .stream()
            .map(clause -> clause.charges().getFirst().counter())
            .toList();
    assertThat(counters)
        .extracting(Counter::keys)
        .containsExactly(
            List.of(Counter.Key.Of.TOKEN),
            List.of(new Counter.Key.SessionValue("customer"), Counter.Key.Of.TOKEN),
            List.of(Counter.Key.Of.TOKEN, Counter.Key.Of.AGENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "require amuont <= 50         | no attribute `amuont`",
        "require amount <= \"x\"      | compare",
        "require                      | expected",
        "require amount <= 50 }       | `}`",
        "forbid pay on \"**\"         | `forbid`",
        "during nights                | no window `nights`",
        "not delegable                | cannot add this",
        "after pay                    | cannot add this",
        "not after pay                | cannot add this",
        "use others                   | cannot add this",
        "limit 1 open released by pay | cannot add this",
      })
  void whatDoesNotCompileMeansNothing(String clauses, String why) {
    assertThat(why(pay.read(narrowing(clauses)))).contains(why);
  }

  @Test
  void whatCannotBeReadAtAllMeansNothing() {
    assertThat(why(pay.read(narrowing("", "order://{customer}")))).contains("stands for no value");
    assertThat(why(pay.read(narrowing("", "order://{session.other}")))).contains("other");
    assertThat(why(pay.read(new Narrowing("p1", "refund", List.of(), "require amount <= 1"))))
        .contains("no capability `refund`");
    assertThat(why(of("policy").read(narrowing("require amount <= 1"))))
        .contains("does not compile");
  }

  @Test
  void textsAndClausesAreBounded() {
    String longest = "require amount <= 5" + " ".repeat(2_048 - 19);
    assertThat(pay.read(narrowing(longest))).isInstanceOf(Attenuation.Narrower.class);
    assertThat(why(pay.read(narrowing(longest + " ")))).contains("2,048 characters");
    String most = "require amount <= 5\n".repeat(32);
    assertThat(pay.read(narrowing(most)).clauses()).hasSize(32);
    assertThat(why(pay.read(narrowing(most + "require amount <= 5")))).contains("at most 32");
  }

  @Test
  void whatIsRememberedIsBounded() {
    AttenuationCompiler small = new AttenuationCompiler(10_000);
    Attenuations policy = small.of("pay.actp", Map.of("pay.actp", POLICY));
    for (int i = 0; i < 200; i++) {
      policy.read(narrowing("require amount <= " + i));
    }
    assertThat(small.held()).isLessThanOrEqualTo(10_000 / 256);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "require   amount<=50.0 // less | require amount <= 50.0",
        "limit 3 per   1d               | limit 3 per 1d",
      })
  void textsHaveOneLayout(String written, String canonical) {
    Report report = new Report();
    Narrowing once = canonical(narrowing(written, "a/\\*", "b"), report);
    assertThat(once.clauses()).isEqualTo(canonical);
    assertThat(once.on()).containsExactly("a/\\*", "b");
    assertThat(canonical(once, report)).isEqualTo(once);
    assertThat(report.diagnostics()).isEmpty();
  }

  private static Narrowing canonical(Narrowing narrowing, Report report) {
    return NarrowingText.parse(narrowing, report).orElseThrow().of("p1", "pay");
  }
}
