package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.PolicyVersion;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.registry.Suspension;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Agents: who may be given tokens. */
final class AgentEndpoints {
  private static final Set<Role> CHANGING = Set.of(Role.ADMIN);
  private static final Set<Role> READING = Set.of(Role.ADMIN, Role.ISSUER, Role.AUDITOR);
  private static final int DESCRIPTION_MAX = 4_096;

  private final Directory directory;
  private final Administration administration;
  private final Names names;
  private final InstantSource clock;
  private final Consumer<Agent> changed;

  /**
   * @param changed is told of each agent that was changed, before the caller is
   */
  AgentEndpoints(
      Directory directory,
      Administration administration,
      Names names,
      InstantSource clock,
      Consumer<Agent> changed) {
    this.changed = changed;
    this.directory = directory;
    this.administration = administration;
    this.names = names;
    this.clock = clock;
  }

  List<Route> routes() {
    List<String> all = List.of("/v1/agents", "/api/agents");
    List<String> one = List.of("/v1/agents/:id", "/api/agents/:id");
    return List.of(
        new Route(Route.Method.POST, all, CHANGING, Set.of(), Route.Body.JSON, this::create),
        new Route(
            Route.Method.GET, all, READING, Set.of("limit", "cursor"), Route.Body.NONE, this::list),
        new Route(Route.Method.GET, one, READING, Set.of(), Route.Body.NONE, this::get),
        new Route(Route.Method.PUT, one, CHANGING, Set.of(), Route.Body.JSON, this::update),
        new Route(
            Route.Method.PUT,
            below(one, "/policies"),
            CHANGING,
            Set.of(),
            Route.Body.JSON,
            this::assign),
        new Route(
            Route.Method.POST,
            below(one, "/revoke"),
            CHANGING,
            Set.of(),
            Route.Body.EMPTY,
            this::revoke),
        new Route(
            Route.Method.POST,
            below(one, "/resume"),
            CHANGING,
            Set.of(),
            Route.Body.EMPTY,
            this::resume));
  }

  private static List<String> below(List<String> paths, String end) {
    return paths.stream().map(path -> path + end).toList();
  }

  private Reply create(Call call) {
    Members body = call.body();
    String name = Names.name(body, "name");
    String id = names.id(body, "agent_");
    String description = Optional.ofNullable(description(body)).orElse("");
    Value.Struct metadata = body.struct("metadata");
    List<String> policies = policies(call, body);
    String owner = owner(body);
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    Agent agent =
        new Agent(id, name, description, metadata, policies, owner, false, clock.instant());
    return administration.exclusively(() -> create(call, agent));
  }

  private static @Nullable String owner(Members body) {
    return body.any("owner") == null ? null : Names.name(body, "owner");
  }

  private Reply create(Call call, Agent agent) {
    for (String word : List.of(agent.id(), agent.name())) {
      Optional<Agent> taken = directory.agent(call.tenant(), word);
      if (taken.isPresent()) {
        return Problem.of(
                ProblemCode.CONFLICT,
                "`%s` is taken by the agent with the id `%s`".formatted(word, taken.get().id()))
            .reply();
      }
    }
    return administration.perform(
        call,
        new Act.PutAgent(agent),
        done -> Reply.created("/v1/agents/" + agent.id(), out -> write(out, agent)));
  }

  /** Ids of the policies that a body names. */
  private List<String> policies(Call call, Members body) {
    List<String> ids = new ArrayList<>();
    for (String named : body.texts("policies")) {
      Optional<PolicyVersion> policy = directory.policy(call.tenant(), named);
      if (policy.isEmpty()) {
        body.misfit("policies", "there is no policy `" + named + "`");
      } else if (!ids.contains(policy.get().id())) {
        ids.add(policy.get().id());
      }
    }
    return ids;
  }

  private static @Nullable String description(Members body) {
    String description = body.text("description");
    if (description != null && description.length() > DESCRIPTION_MAX) {
      body.misfit("description", "has at most " + DESCRIPTION_MAX + " characters");
    }
    return description;
  }

  private Reply assign(Call call) {
    Members body = call.body();
    List<String> policies = policies(call, body);
    return change(call, body, before -> Changed.of(before).under(policies));
  }

  /**
   * What the body gives is changed, the rest stays. Decisions that begin after this has returned
   * read the agent as it now is. An agent keeps its name, which no other may ever have.
   */
  private Reply update(Call call) {
    Members body = call.body();
    String name = body.text("name");
    String description = description(body);
    Value.@Nullable Struct metadata = body.any("metadata") == null ? null : body.struct("metadata");
    String owner = owner(body);
    Boolean disabled = body.any("disabled") == null ? null : body.flag("disabled");
    List<String> policies = body.any("policies") == null ? null : policies(call, body);
    return change(
        call,
        body,
        before -> new Changed(before, name, description, metadata, policies, owner, disabled));
  }

  private Reply change(Call call, Members body, Function<Agent, Changed> change) {
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    return administration.exclusively(
        () -> found(call, before -> change(call, change.apply(before))));
  }

  private Reply change(Call call, Changed change) {
    Agent before = change.before();
    if (change.name() != null && !change.name().equals(before.name())) {
      return Problem.of(
              ProblemCode.CONFLICT,
              "the agent is called `" + before.name() + "`, and keeps its name")
          .reply();
    }
    Agent after = change.after();
    return administration.perform(
        call,
        new Act.PutAgent(after),
        done -> {
          changed.accept(after);
          return Reply.ok(out -> write(out, after));
        });
  }

  /** An agent, and what a body changes of it: null where it says nothing. */
  private record Changed(
      Agent before,
      @Nullable String name,
      @Nullable String description,
      Value.@Nullable Struct metadata,
      @Nullable List<String> policies,
      @Nullable String owner,
      @Nullable Boolean disabled) {

    static Changed of(Agent before) {
      return new Changed(before, null, null, null, null, null, null);
    }

    Changed under(List<String> others) {
      return new Changed(before, name, description, metadata, others, owner, disabled);
    }

    Agent after() {
      return new Agent(
          before.id(),
          before.name(),
          or(description, before.description()),
          or(metadata, before.values()),
          or(policies, before.policies()),
          owner == null ? before.owner() : owner,
          or(disabled, before.disabled()),
          before.created());
    }

    private static <T> T or(@Nullable T given, T before) {
      return given == null ? before : given;
    }
  }

  private Reply list(Call call) {
    return Paging.reply(
        call,
        "agents",
        (after, limit) -> directory.queries().agents(call.tenant(), after, limit),
        AgentEndpoints::write);
  }

  private Reply get(Call call) {
    return found(
        call,
        agent -> {
          Optional<Suspension> suspension =
              directory.queries().suspension(call.tenant(), agent.id());
          return Reply.ok(
              out -> {
                write(out, agent);
                suspension.ifPresent(until -> suspended(out, until));
              });
        });
  }

  private static void suspended(Out out, Suspension suspension) {
    out.flag("suspended", true);
    if (!suspension.until().equals(Instant.MAX)) {
      out.time("suspended_until", suspension.until());
    }
  }

  private Reply revoke(Call call) {
    return found(
        call,
        agent ->
            administration.perform(
                call,
                new Act.Revoke(new Revocation.OfAgent(agent.id())),
                done -> RevokedReply.reply(agent.id(), done)));
  }

  private Reply resume(Call call) {
    return found(
        call,
        agent ->
            administration.perform(
                call,
                new Act.Resume(agent.id()),
                done -> Reply.ok(out -> out.text("id", agent.id()).flag("suspended", false))));
  }

  private Reply found(Call call, Function<Agent, Reply> then) {
    return directory
        .agent(call.tenant(), call.part("id"))
        .map(then)
        .orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND, "there is no such agent").reply());
  }

  private static void write(Out out, Agent agent) {
    out.text("id", agent.id())
        .text("agent_id", agent.id())
        .text("agentId", agent.id())
        .text("name", agent.name())
        .text("description", agent.description())
        .value("metadata", agent.values())
        .texts("policies", agent.policies())
        .text("owner", agent.owner())
        .flag("disabled", agent.disabled())
        .time("created_at", agent.created());
  }
}
