package dev.actp.server.http;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.diagnostic.TextRenderer;
import dev.actp.runtime.json.Members;
import dev.actp.runtime.policy.Capability;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.runtime.service.Done;
import dev.actp.server.policy.Built;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Policies: put in force from {@code .actp} text or from the JSON of the published dialects. */
final class PolicyEndpoints {
  private static final Set<Role> CHANGING = Set.of(Role.ADMIN);

  /** Who may see what policies say. */
  static final Set<Role> READING = Set.of(Role.ADMIN, Role.ISSUER, Role.AUDITOR);

  private static final int DIAGNOSTICS_MAX = 20;

  private final Directory directory;
  private final DecisionService service;
  private final Administration administration;
  private final PolicyTexts texts;
  private final Names names;

  PolicyEndpoints(
      Directory directory,
      DecisionService service,
      Administration administration,
      PolicyTexts texts,
      Names names) {
    this.directory = directory;
    this.service = service;
    this.administration = administration;
    this.texts = texts;
    this.names = names;
  }

  List<Route> routes() {
    List<String> all = List.of("/v1/policies", "/api/policies");
    List<String> one = List.of("/v1/policies/:id", "/api/policies/:id");
    return List.of(
        new Route(Route.Method.POST, all, CHANGING, Set.of(), Route.Body.POLICY, this::create),
        new Route(Route.Method.PUT, one, CHANGING, Set.of(), Route.Body.POLICY, this::replace),
        new Route(
            Route.Method.GET, all, READING, Set.of("limit", "cursor"), Route.Body.NONE, this::list),
        new Route(Route.Method.GET, one, READING, Set.of(), Route.Body.NONE, this::get));
  }

  private Reply create(Call call) {
    Members body = call.body();
    String id = names.id(body, "policy_");
    return built(
        call,
        body,
        (text, ready) -> administration.exclusively(() -> create(call, id, text, ready)));
  }

  private Reply create(Call call, String id, PolicyTexts.Text text, Built.Ready ready) {
    String name = ready.policy().policy().name();
    for (String word : List.of(id, name)) {
      Optional<PolicyVersion> taken = directory.policy(call.tenant(), word);
      if (taken.isPresent()) {
        return Problem.of(
                ProblemCode.CONFLICT,
                "`%s` is taken by the policy with the id `%s`; put a new version of it by `PUT /v1/policies/%s`"
                    .formatted(word, taken.get().id(), taken.get().id()))
            .reply();
      }
    }
    return activate(
        call, id, text, ready, answer -> Reply.created("/v1/policies/" + id, answer::write));
  }

  private Reply replace(Call call) {
    Optional<PolicyVersion> known = directory.policy(call.tenant(), call.part("id"));
    if (known.isEmpty()) {
      return Problem.of(ProblemCode.NOT_FOUND, "there is no such policy").reply();
    }
    return built(
        call,
        call.body(),
        (text, ready) ->
            ready.policy().policy().name().equals(known.get().name())
                ? activate(call, known.get().id(), text, ready, answer -> Reply.ok(answer::write))
                : Problem.of(
                        ProblemCode.CONFLICT,
                        "the policy is called `" + known.get().name() + "`, and keeps its name")
                    .reply());
  }

  private Reply activate(
      Call call,
      String id,
      PolicyTexts.Text text,
      Built.Ready ready,
      Function<Activated, Reply> answer) {
    return administration.perform(
        call,
        new Act.ActivatePolicy(id, ready.main(), ready.files(), ready.policy()),
        done -> answer.apply(new Activated(id, done, text, ready)));
  }

  /** What a text that can be put in force is put in force by. */
  private interface Activation {
    Reply with(PolicyTexts.Text text, Built.Ready ready);
  }

  private Reply built(Call call, Members body, Activation then) {
    return switch (texts.of(call, body)) {
      case PolicyTexts.Refused(Problem problem) -> problem.reply();
      case PolicyTexts.Text text ->
          switch (texts.build(text)) {
            case Built.Ready ready -> then.with(text, ready);
            case Built.Wrong(List<Diagnostic> diagnostics) -> wrong(diagnostics);
            case Built.Nothing nothing ->
                Problem.of(ProblemCode.INVALID_POLICY, "this is a library or tests, not a policy")
                    .reply();
            case Built.TooMuch tooMuch ->
                Problem.of(ProblemCode.OVERLOADED, "the policy takes too long to compile").reply();
          };
    };
  }

  private static Reply wrong(List<Diagnostic> diagnostics) {
    return new Problem(
            ProblemCode.INVALID_POLICY,
            diagnostics.stream()
                .filter(Diagnostic::isError)
                .findFirst()
                .map(Diagnostic::message)
                .orElse(null),
            List.of(),
            rendered(diagnostics))
        .reply();
  }

  /** The first of them: whoever made more mistakes mends these first. */
  private static String rendered(List<Diagnostic> diagnostics) {
    int shown = Math.min(diagnostics.size(), DIAGNOSTICS_MAX);
    String text = new TextRenderer(false).render(diagnostics.subList(0, shown));
    return shown == diagnostics.size()
        ? text
        : text + String.format(Locale.ROOT, "\nand %,d more\n", diagnostics.size() - shown);
  }

  private Reply list(Call call) {
    return Paging.reply(
        call,
        "policies",
        (after, limit) -> service.queries().policies(call.tenant(), after, limit),
        PolicyEndpoints::write);
  }

  private Reply get(Call call) {
    return directory
        .policy(call.tenant(), call.part("id"))
        .map(
            version ->
                Reply.ok(
                    out -> {
                      write(out, version);
                      out.text("source", version.files().get(version.main()))
                          .object("files", files -> files(files, version.files()));
                    }))
        .orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND, "there is no such policy").reply());
  }

  private static void files(Out out, Map<String, String> files) {
    files.forEach(out::text);
  }

  private static void write(Out out, PolicyVersion version) {
    identity(out, version.id(), version.name(), version.version(), version.kind());
    out.number("number", version.number())
        .text("digest", version.digest())
        .time("activated_at", version.activated());
  }

  private static void identity(Out out, String id, String name, String version, Policy.Kind kind) {
    out.text("id", id)
        .text("policy_id", id)
        .text("policyId", id)
        .text("name", name)
        .text("version", version)
        .text("kind", Words.of(kind));
  }

  /** A policy that is in force now, for the caller who put it there. */
  private record Activated(
      String id, Done.Committed done, PolicyTexts.Text text, Built.Ready ready) {

    void write(Out out) {
      Policy policy = ready.policy().policy();
      identity(out, id, policy.name(), policy.version(), policy.kind());
      out.number("number", done.number())
          .text("digest", ready.policy().digest())
          .text("source", text.source())
          .each("capabilities", policy.capabilities(), Activated::capability)
          .each("diagnostics", ready.warnings(), Activated::diagnostic)
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
}
