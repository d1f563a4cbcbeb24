package dev.actp.server.http;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Actor;
import dev.actp.runtime.service.Done;
import dev.actp.server.policy.Built;
import dev.actp.server.policy.RefusedVersions;
import dev.actp.server.policy.Versioning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts a version of a policy in force, and answers with what it is and what it changes; or says
 * what is wrong with it.
 */
final class PolicyActivation {
  private static final int DIAGNOSTICS_MAX = 20;

  /** How long a comparison may take; an answer without one is as good. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Administration administration;
  private final Versioning versioning;
  private final InstantSource clock;

  PolicyActivation(Administration administration, Versioning versioning, InstantSource clock) {
    this.administration = administration;
    this.versioning = versioning;
    this.clock = clock;
  }

  /**
   * Does the act.
   *
   * @param answer makes the reply of the members of its body
   */
  Reply perform(
      Call call,
      Act.ActivatePolicy act,
      PolicyTexts.Text text,
      Built.Ready ready,
      Function<Consumer<Out>, Reply> answer) {
    Act.ActivatePolicy compared =
        versioning.compared(call.tenant(), List.of(act), PATIENCE).getFirst();
    return administration.perform(
        call, compared, done -> answer.apply(out -> write(out, compared, done, text, ready)));
  }

  /** What is wrong with a text that cannot be put in force; nothing where it can. */
  static Optional<Problem> problem(Built built) {
    return switch (built) {
      case Built.Ready ready -> Optional.empty();
      case Built.Wrong(List<Diagnostic> diagnostics) -> Optional.of(wrong(diagnostics));
      case Built.Nothing nothing ->
          Optional.of(
              Problem.of(ProblemCode.INVALID_POLICY, "this is a library or tests, not a policy"));
      case Built.TooMuch tooMuch ->
          Optional.of(Problem.of(ProblemCode.OVERLOADED, "the policy takes too long to compile"));
    };
  }

  /** The refusal of what was to become a version of a policy, which is kept beside it. */
  Reply refused(Call call, String policy, Problem problem) {
    Actor actor = call.principal().actor();
    String detail = Objects.requireNonNullElse(problem.detail(), problem.code().title());
    String diagnostics = Objects.requireNonNullElse(problem.diagnostics(), "");
    versioning
        .refused()
        .add(
            call.tenant(),
            policy,
            new RefusedVersions.Attempt(
                clock.instant(), Words.of(actor.kind()) + " " + actor.id(), detail, diagnostics));
    return problem.reply();
  }

  private static Problem wrong(List<Diagnostic> diagnostics) {
    return new Problem(
        ProblemCode.INVALID_POLICY,
        diagnostics.stream()
            .filter(Diagnostic::isError)
            .findFirst()
            .map(Diagnostic::message)
            .orElse(null),
        List.of(),
        rendered(diagnostics));
  }

  /** The first of them: whoever made more mistakes mends these first. */
  private static String rendered(List<Diagnostic> diagnostics) {
    int shown = Math.min(diagnostics.size(), DIAGNOSTICS_MAX);
    String text = new TextRenderer(false).render(diagnostics.subList(0, shown));
    return shown == diagnostics.size()
        ? text
        : text + String.format(Locale.ROOT, "\nand %,d more\n", diagnostics.size() - shown);
  }

  /** The members that say which policy it is. */
  static void identity(Out out, String id, String name, String version, Policy.Kind kind) {
    out.text("id", id)
        .text("policy_id", id)
        .text("policyId", id)
        .text("name", name)
        .text("version", version)
        .text("kind", Words.of(kind));
  }

  private static void write(
      Out out,
      Act.ActivatePolicy act,
      Done.Committed done,
      PolicyTexts.Text text,
      Built.Ready ready) {
    Policy policy = act.compiled().policy();
    identity(out, act.id(), policy.name(), policy.version(), policy.kind());
    out.number("number", done.number()).text("digest", act.compiled().digest());
    if (act.coming().restored() > 0) {
      out.number("restored", act.coming().restored());
    }
    out.text("source", text.source())
        .each("capabilities", policy.capabilities(), PolicyActivation::capability)
        .value("changes", act.coming().changes())
        .each("diagnostics", ready.warnings(), PolicyActivation::diagnostic)
        .texts("warnings", text.warnings());
  }

  private static void capability(Out out, Capability capability) {
    out.text("name", capability.name()).texts("actions", capability.actions());
  }

  private static void diagnostic(Out out, Diagnostic diagnostic) {
    out.text("code", diagnostic.code().id())
        .text("severity", diagnostic.severity().word())
        .text("message", diagnostic.message())
        .text("rendered", new TextRenderer(false).render(diagnostic));
  }
}
