package dev.actp.compiler.attenuation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.actp.compiler.PolicyCompiler;
import dev.actp.compiler.clause.AttenuationRule;
import dev.actp.compiler.clause.LoweredCapability;
import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.MemorySources;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.decision.Attenuation;
import dev.actp.runtime.decision.Attenuations;
import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compiles narrowings against versions of policies. A version keeps nothing but its sources: what
 * it needs beside them is made when the first narrowing of it is seen, and what was compiled is
 * remembered, both while there is room. Thread-safe.
 */
public final class AttenuationCompiler {
  /** How many versions are kept resolved; each takes about twenty times its text. */
  private static final int VERSIONS_MAX = 32;

  /** How much is remembered, in characters of narrowings with what each takes besides. */
  private static final long CHARACTERS_MAX = 2_000_000;

  private static final int CHARACTERS_BESIDE = 256;

  private final Cache<Asked, Attenuation> known;
  private final Cache<Version, Optional<LoweredPolicy>> resolved;

  /** With the usual room. */
  public AttenuationCompiler() {
    this(CHARACTERS_MAX);
  }

  AttenuationCompiler(long characters) {
    known =
        Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(characters)
            .weigher((Asked asked, Attenuation meant) -> asked.weight())
            .build();
    resolved = Caffeine.newBuilder().executor(Runnable::run).maximumSize(VERSIONS_MAX).build();
  }

  private record Asked(Version version, Narrowing narrowing) {
    int weight() {
      int patterns = narrowing.on().stream().mapToInt(String::length).sum();
      return CHARACTERS_BESIDE + patterns + narrowing.clauses().length();
    }
  }

  /**
   * What narrowings mean under the version of a policy that is these sources. Two versions of one
   * digest may differ in what only a narrowing names, such as a list, so that each is told apart.
   *
   * @param main the path of the file that declares the policy
   * @param files the source texts by path, imports included
   */
  public Attenuations of(String main, Map<String, String> files) {
    return new Version(main, files);
  }

  /** How many narrowings are remembered. */
  long held() {
    known.cleanUp();
    return known.estimatedSize();
  }

  private Optional<LoweredPolicy> resolve(Version version) {
    return resolved.get(
        version,
        one ->
            Optional.ofNullable(
                new PolicyCompiler(new MemorySources(one.files)).compile(one.main).lowered()));
  }

  private static Attenuation compile(LoweredPolicy policy, Narrowing narrowing) {
    if (!narrowing.isBounded()) {
      return new Attenuation.Unclear(Narrowing.BOUNDS);
    }
    Optional<LoweredCapability> capability =
        policy.capabilities().stream()
            .filter(one -> one.meaning().name().equals(narrowing.capability()))
            .findFirst();
    if (capability.isEmpty()) {
      return new Attenuation.Unclear(
          "the policy has no capability `" + narrowing.capability() + "`");
    }
    Report report = new Report();
    Optional<Attenuation> meant =
        NarrowingText.parse(narrowing, report)
            .map(
                text ->
                    AttenuationRule.lower(
                        text.on(), text.clauses(), policy, capability.get(), report));
    return report.errors() > 0 || meant.isEmpty()
        ? new Attenuation.Unclear(why(report))
        : meant.get();
  }

  private static String why(Report report) {
    return report.diagnostics().stream()
        .filter(Diagnostic::isError)
        .findFirst()
        .map(
            error -> error.help() == null ? error.message() : error.message() + ": " + error.help())
        .orElse("it does not compile");
  }

  /** Equal to itself alone. */
  private final class Version implements Attenuations {
    private final String main;
    private final Map<String, String> files;

    Version(String main, Map<String, String> files) {
      this.main = main;
      this.files = files;
    }

    @Override
    public @Nullable Attenuation known(Narrowing narrowing) {
      return known.getIfPresent(new Asked(this, narrowing));
    }

    @Override
    public Attenuation read(Narrowing narrowing) {
      return known.get(
          new Asked(this, narrowing),
          asked ->
              resolve(this)
                  .map(policy -> compile(policy, narrowing))
                  .orElseGet(
                      () -> new Attenuation.Unclear("the policy does not compile any more")));
    }
  }
}
