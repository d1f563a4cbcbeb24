package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.DecisionService;
import dev.actp.server.policy.Built;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Policies: put in force from {@code .actp} text or from the JSON of the published dialects. */
final class PolicyEndpoints {
  private static final Set<Role> CHANGING = Set.of(Role.ADMIN);

  /** Who may see what policies say. */
  static final Set<Role> READING = Set.of(Role.ADMIN, Role.ISSUER, Role.AUDITOR);

  private final Directory directory;
  private final DecisionService service;
  private final Administration administration;
  private final PolicyActivation activation;
  private final PolicyTexts texts;
  private final Names names;

  PolicyEndpoints(
      Directory directory,
      DecisionService service,
      Administration administration,
      PolicyActivation activation,
      PolicyTexts texts,
      Names names) {
    this.directory = directory;
    this.service = service;
    this.administration = administration;
    this.activation = activation;
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
        (text, built) ->
            built instanceof Built.Ready ready
                ? administration.exclusively(() -> create(call, id, text, ready))
                : PolicyActivation.problem(built).orElseThrow().reply());
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
    return activate(call, id, text, ready, members -> Reply.created("/v1/policies/" + id, members));
  }

  private Reply replace(Call call) {
    Optional<PolicyVersion> known = directory.policy(call.tenant(), call.part("id"));
    if (known.isEmpty()) {
      return Problem.of(ProblemCode.NOT_FOUND, "there is no such policy").reply();
    }
    String id = known.get().id();
    String name = known.get().name();
    Members body = call.body();
    String given = body.text("id");
    if (given != null && !given.equals(id)) {
      body.misfit("id", "a policy keeps its id, which is `" + id + "`");
    }
    return built(
        call,
        body,
        (text, built) -> {
          if (!(built instanceof Built.Ready ready)) {
            return activation.refused(call, id, PolicyActivation.problem(built).orElseThrow());
          }
          return ready.policy().policy().name().equals(name)
              ? activate(call, id, text, ready, Reply::ok)
              : activation.refused(
                  call,
                  id,
                  Problem.of(
                      ProblemCode.CONFLICT,
                      "the policy is called `" + name + "`, and keeps its name"));
        });
  }

  private Reply activate(
      Call call,
      String id,
      PolicyTexts.Text text,
      Built.Ready ready,
      Function<Consumer<Out>, Reply> answer) {
    return activation.perform(
        call,
        new Act.ActivatePolicy(id, ready.main(), ready.files(), ready.policy()),
        text,
        ready,
        answer);
  }

  /** What is done with a text that a request holds. */
  private interface Building {
    Reply with(PolicyTexts.Text text, Built built);
  }

  private Reply built(Call call, Members body, Building then) {
    return switch (texts.of(call, body)) {
      case PolicyTexts.Refused(Problem problem) -> problem.reply();
      case PolicyTexts.Text text -> then.with(text, texts.build(text));
    };
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
    PolicyActivation.identity(out, version.id(), version.name(), version.version(), version.kind());
    out.number("number", version.number())
        .text("digest", version.digest())
        .time("activated_at", version.activated());
  }
}
