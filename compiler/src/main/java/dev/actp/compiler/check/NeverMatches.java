package dev.actp.compiler.check;

import dev.actp.compiler.clause.LoweredPolicy;
import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Pattern.Part;
import dev.actp.runtime.function.ResourceName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern whose literal text is malformed in a resource, so that no request that gets past the
 * door can match it.
 */
final class NeverMatches implements Check {

  @Override
  public void run(LoweredPolicy policy, Report report) {
    policy.scope().file().declarations().stream()
        .flatMap(d -> resources(d).stream())
        .forEach(pattern -> check(pattern, report));
  }

  private static List<Pattern> resources(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Capability d -> d.resources();
      case Declaration.Forbid d -> d.scope().resources();
      case Declaration.RequiredApproval d -> d.scope().resources();
      case Declaration.Quota d -> of(d.scope());
      case Declaration.Decoy d -> d.resources();
      default -> List.of();
    };
  }

  private static List<Pattern> of(dev.actp.dsl.syntax.@Nullable Scope scope) {
    return Stream.ofNullable(scope).flatMap(s -> s.resources().stream()).toList();
  }

  /** A resource that the pattern matches if any does: a letter for what may vary. */
  private static void check(Pattern pattern, Report report) {
    String sample =
        pattern.parts().stream().map(NeverMatches::sample).collect(Collectors.joining());
    Optional<ResourceName.Defect> defect = ResourceName.check(sample);
    defect.ifPresent(
        d ->
            report.add(
                Diagnostic.warning(
                        Code.NEVER_MATCHES,
                        "no resource matches this: every one would have " + d.cause().description(),
                        pattern.span())
                    .withHelp("a request for such a resource is denied before any rule sees it")));
  }

  private static String sample(Part part) {
    return switch (part) {
      case Part.Literal literal -> literal.text();
      case Part.SessionValue ignored -> "x";
      case Part.AgentValue ignored -> "x";
      case Part.Wildcard ignored -> "x";
    };
  }
}
