package dev.actp.compiler.mutate;

import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.testing.TestCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds tests against mutants of the policies that they are for: a mutant that no test notices
 * shows what is not tested. The tests have to pass. Mutants are tried side by side; the same files,
 * number and seed give the same report.
 */
public final class MutationTesting {
  private final PolicyCompiler compiler;
  private final BiPredicate<String, TestCase> wanted;
  private final RuleCompiler rules = new RuleCompiler();
  private final List<Suite> suites;

  /**
   * For the tests among some files.
   *
   * @param wanted the tests, by the path of their file, that are to notice mutants
   */
  public MutationTesting(
      PolicyCompiler compiler, List<String> paths, BiPredicate<String, TestCase> wanted) {
    this.compiler = compiler;
    this.wanted = wanted;
    this.suites =
        paths.stream().map(path -> Suite.of(compiler, path)).flatMap(Optional::stream).toList();
  }

  /**
   * Tries mutants.
   *
   * @param most how many; where there are more, the seed chooses
   */
  public MutationReport run(int most, long seed) {
    List<Mutants.Draft> all = drafts();
    List<Mutants.Draft> chosen = chosen(all, most, seed);
    List<Try> tries = chosen.parallelStream().map(this::compiled).toList();
    Set<String> meanings = new HashSet<>();
    files().forEach(path -> meanings.add(meaning(compiler, path)));
    List<Try> different =
        tries.stream().filter(t -> !t.meaning.isEmpty() && meanings.add(t.meaning)).toList();
    int invalid = (int) tries.stream().filter(t -> t.meaning.isEmpty()).count();
    List<Try> unnoticed = different.parallelStream().filter(t -> !isNoticed(t)).toList();
    return new MutationReport(
        unnoticed.stream().map(t -> t.changed.mutant(t.draft)).toList(),
        different.size() - unnoticed.size(),
        tries.size() - invalid - different.size(),
        invalid,
        all.size() - chosen.size());
  }

  /** A mutant, compiled; of no meaning where it does not compile. */
  private record Try(
      Mutants.Draft draft, Mutants.Changed changed, PolicyCompiler compiler, String meaning) {}

  private List<Mutants.Draft> drafts() {
    return files().stream()
        .flatMap(
            path ->
                compiler.compile(path).unit() instanceof PolicyFile file
                    ? Mutants.of(path, file).stream()
                    : Stream.empty())
        .toList();
  }

  /** The files under test and what they import. */
  private Set<String> files() {
    Set<String> files = new TreeSet<>();
    suites.forEach(suite -> suite.targets().values().forEach(files::addAll));
    return files;
  }

  private static List<Mutants.Draft> chosen(List<Mutants.Draft> all, int most, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().limit(most).sorted().map(all::get).toList();
  }

  private Try compiled(Mutants.Draft draft) {
    Mutants.Changed changed = draft.changed().get();
    PolicyCompiler mutated = compiler.with(draft.path(), changed.file());
    return new Try(draft, changed, mutated, meaning(mutated, draft.path()));
  }

  /** What the files under test mean that depend on a file; empty where one of them is in error. */
  private String meaning(PolicyCompiler mutated, String path) {
    Set<String> targets = new TreeSet<>();
    suites.forEach(suite -> suite.targetsOf(path).forEach(targets::add));
    StringBuilder meaning = new StringBuilder();
    for (String target : targets) {
      Optional<Policy> policy = mutated.compile(target).policy();
      if (policy.isEmpty()) {
        return "";
      }
      meaning.append(target).append(' ').append(PolicyDigest.of(policy.get())).append('\n');
    }
    return meaning.toString();
  }

  private boolean isNoticed(Try mutant) {
    return suites.stream()
        .filter(suite -> suite.targetsOf(mutant.draft.path()).findAny().isPresent())
        .anyMatch(
            suite ->
                suite.notices(mutant.compiler, rules, test -> wanted.test(suite.path(), test)));
  }
}
