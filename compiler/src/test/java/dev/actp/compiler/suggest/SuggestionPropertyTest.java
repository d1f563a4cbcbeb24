package dev.actp.compiler.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.resolve.SourceLoader;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.SourceUnit;
import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.decision.Decision;
import dev.actp.runtime.decision.FactKey;
import dev.actp.runtime.decision.Facts;
import dev.actp.runtime.decision.Outcome;
import dev.actp.runtime.decision.PolicyDecider;
import dev.actp.runtime.decision.Reading;
import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Over random policies and random uses a suggestion compiles without new warnings in the one layout
 * there is, allows all that was used, and allows nothing that the old policy denied.
 */
class SuggestionPropertyTest {
  private static final int USES = 60;
  private static final int OTHERS = 400;
  private static final Instant START = Instant.parse("2026-02-16T08:00:00Z");

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("actp.suggest.worlds", 40));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void narrows_and_never_widens(long seed) throws IOException {
    Random random = new Random(seed);
    String text = new RandomPolicy(random).text();
    SourceLoader sources = new MemorySources(Map.of("p.actp", text));
    List<Policy> before = SuggesterTest.policies(sources, "p.actp");
    assertThat(before).as("seed %d:%n%s", seed, text).hasSize(1);
    Set<String> redacted = random.nextInt(3) == 0 ? Set.of("note") : Set.of();
    Diary diary = new Diary(before, redacted);
    Settings settings =
        new Settings(
            1 + random.nextInt(6),
            random.nextInt(60),
            random.nextBoolean() ? ZoneId.of("UTC") : null,
            false);
    Instant at = START;
    for (int i = 0; i < USES; i++) {
      at = at.plusSeconds(random.nextInt(7_200));
      Requests.Asked asked = Requests.next(random);
      VerifiedToken token =
          diary.token("bot" + random.nextInt(2), session(random), random.nextInt(5) == 0 ? 1 : 0);
      Decision decision =
          diary.ask(at, token, asked.action(), asked.resource(), asked.attributes());
      if (decision.outcome() == Outcome.NEEDS_APPROVAL) {
        diary.ask(at, token, asked.action(), asked.resource(), asked.attributes());
      }
    }

    Suggester.Result result =
        new Suggester(sources, List.of("p.actp"), settings).suggest(diary.evidence());
    assertThat(result).as("seed %d:%n%s", seed, text).isInstanceOf(Suggester.Suggested.class);
    Suggestion suggestion = ((Suggester.Suggested) result).suggestion();

    String after = suggestion.files().isEmpty() ? text : suggestion.files().getFirst().after();
    String told = "seed %d:%n%s%nbecame%n%s".formatted(seed, text, after);
    assertThat(suggestion.basis().decided()).as(told).isEqualTo(suggestion.basis().uses());
    SourceLoader changed = new MemorySources(Map.of("p.actp", after));
    assertThat(warnings(changed)).as(told).isSubsetOf(warnings(sources));
    if (!suggestion.files().isEmpty()) {
      ParseResult<SourceUnit> parsed = Parser.parse(new SourceFile("p.actp", after));
      assertThat(Formatter.format(parsed.unit().orElseThrow(), parsed.comments()))
          .as(told)
          .isEqualTo(after);
    }
    List<Policy> narrower = SuggesterTest.policies(changed, "p.actp");
    assertThat(Uses.of(before, diary.evidence()).otherwiseUnder(narrower)).as(told).isEmpty();
    neverMore(before, narrower, random, told);
  }

  private static List<String> warnings(SourceLoader sources) {
    return new PolicyCompiler(sources)
        .compile("p.actp").diagnostics().stream().map(Diagnostic::message).distinct().toList();
  }

  /** Requests under facts that are the same for both versions. */
  private static void neverMore(
      List<Policy> before, List<Policy> after, Random random, String told) {
    RuleCompiler rules = new RuleCompiler();
    CompiledPolicies old =
        new CompiledPolicies(Map.of("p", rules.compile(before.getFirst())), List.of());
    CompiledPolicies now =
        new CompiledPolicies(Map.of("p", rules.compile(after.getFirst())), List.of());
    Diary tokens = new Diary(before, Set.of());
    for (int i = 0; i < OTHERS; i++) {
      Requests.Asked asked = Requests.next(random);
      VerifiedToken token = tokens.token("bot", session(random), random.nextInt(3));
      Request request =
          new Request(
              "acme", asked.action(), asked.resource(), asked.attributes(), null, null, true);
      Facts facts =
          new Situation(
              START.plusSeconds(random.nextInt(700_000)), random.nextInt(12), random.nextInt(3));
      Decision was = new PolicyDecider().decide(old, request, token, facts);
      Decision is = new PolicyDecider().decide(now, request, token, facts);
      boolean more =
          is.outcome() == Outcome.ALLOW
              ? was.outcome() != Outcome.ALLOW || !is.obligations().containsAll(was.obligations())
              : is.outcome() == Outcome.NEEDS_APPROVAL && was.outcome() == Outcome.DENY;
      assertThat(more).as("%s%n%s: %s became %s", told, request, was, is).isFalse();
    }
  }

  /** So much is used of every counter, and people have answered so. */
  private record Situation(Instant now, int used, int people) implements Facts {
    @Override
    public Reading read(FactKey key) {
      return switch (key) {
        case FactKey.AgentStanding(String id) ->
            new Reading.Agent(id, Value.Struct.EMPTY, false, null);
        case FactKey.TokenStanding ignored -> Reading.Revocations.NONE;
        case FactKey.Usage ignored -> new Reading.Used(Value.Num.of(used));
        case FactKey.ApprovalFor ignored ->
            people == 0
                ? Reading.Approval.NONE
                : new Reading.Approval(Reading.Approval.State.GIVEN, "apr");
        case FactKey.OpenApprovals ignored -> new Reading.Count(0);
        case FactKey other -> new Reading.Truth(people == 1);
      };
    }
  }

  private static SortedMap<String, Value> session(Random random) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("customer", new Value.Text("c" + random.nextInt(3)));
    values.put("region", new Value.Text(random.nextInt(5) == 0 ? "us" : "eu"));
    return values;
  }
}
