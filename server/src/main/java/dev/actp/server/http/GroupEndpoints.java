package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.Page;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which people answer for which groups, and changes of that. Each group that a person joins or
 * leaves has its record. Who joins does not answer what was asked before; who leaves answers
 * nothing any more.
 */
final class GroupEndpoints {
  private static final Set<Role> READING = Set.of(Role.ADMIN, Role.AUDITOR);
  private static final int GROUPS_MAX = 100;
  private static final int KEYS_A_PAGE = 1_000;

  private final Queries queries;
  private final Administration administration;
  private final Authenticator authenticator;

  GroupEndpoints(Queries queries, Administration administration, Authenticator authenticator) {
    this.queries = queries;
    this.administration = administration;
    this.authenticator = authenticator;
  }

  List<Route> routes() {
    String one = "/v1/people/:id";
    Set<Role> changing = Set.of(Role.ADMIN);
    return List.of(
        new Route(
            Route.Method.GET,
            List.of("/v1/people"),
            READING,
            Set.of("group", "limit", "cursor"),
            Route.Body.NONE,
            this::list),
        new Route(Route.Method.GET, List.of(one), READING, Set.of(), Route.Body.NONE, this::get),
        new Route(
            Route.Method.PUT,
            List.of(one + "/groups"),
            changing,
            Set.of(),
            Route.Body.JSON,
            this::replace),
        new Route(
            Route.Method.POST,
            List.of(one + "/remove"),
            changing,
            Set.of(),
            Route.Body.EMPTY,
            this::remove));
  }

  /**
   * A person.
   *
   * @param memberships by group
   * @param keys their keys that are not ended; one at most but for what was made by hand
   */
  private record Person(String id, Map<String, Membership> memberships, List<ApiKey> keys) {
    Person(String id) {
      this(id, new TreeMap<>(), new ArrayList<>());
    }
  }

  private Map<String, Person> people(Call call) {
    Map<String, Person> people = new TreeMap<>();
    for (Membership one : queries.memberships(call.tenant())) {
      people.computeIfAbsent(one.person(), Person::new).memberships().put(one.group(), one);
    }
    String after = "";
    do {
      Page<ApiKey> page = queries.keys(call.tenant(), after, KEYS_A_PAGE);
      for (ApiKey key : page.items()) {
        if (key.person() != null && key.standsFor(key.person())) {
          people.computeIfAbsent(key.person(), Person::new).keys().add(key);
        }
      }
      after = page.next();
    } while (!after.isEmpty());
    return people;
  }

  private Reply list(Call call) {
    Optional<String> group = call.query("group");
    List<Person> all =
        people(call).values().stream()
            .filter(one -> group.isEmpty() || one.memberships().containsKey(group.get()))
            .toList();
    return Paging.reply(
        call,
        "people",
        (after, limit) -> {
          List<Person> behind =
              all.stream().filter(one -> one.id().compareTo(after) > 0).limit(limit + 1L).toList();
          return behind.size() <= limit
              ? new Page<>(behind, "")
              : new Page<>(behind.subList(0, limit), behind.get(limit - 1).id());
        },
        GroupEndpoints::write);
  }

  private Reply get(Call call) {
    return found(call, person -> Reply.ok(out -> write(out, person)));
  }

  private Reply found(Call call, Function<Person, Reply> then) {
    return Optional.ofNullable(people(call).get(call.part("id")))
        .map(then)
        .orElseGet(() -> Problem.of(ProblemCode.NOT_FOUND, "there is no such person").reply());
  }

  private Reply replace(Call call) {
    Members body = call.body();
    Set<String> groups = new TreeSet<>(body.texts("groups"));
    if (body.any("groups") == null) {
      body.misfit("groups", "is required");
    } else if (groups.size() > GROUPS_MAX || !groups.stream().allMatch(Names::isName)) {
      body.misfit("groups", "names at most " + GROUPS_MAX + " groups");
    }
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    return administration.exclusively(
        () -> found(call, person -> perform(call, changes(person, groups), this::get)));
  }

  private static List<Act> changes(Person person, Set<String> groups) {
    List<Act> acts = new ArrayList<>();
    for (String group : person.memberships().keySet()) {
      if (!groups.contains(group)) {
        acts.add(new Act.RemoveMember(group, person.id()));
      }
    }
    for (String group : groups) {
      if (!person.memberships().containsKey(group)) {
        acts.add(new Act.AddMember(group, person.id()));
      }
    }
    return acts;
  }

  /** Out of every group, and without a key. */
  private Reply remove(Call call) {
    return administration.exclusively(
        () ->
            found(
                call,
                person -> {
                  List<Act> acts = changes(person, Set.of());
                  person.keys().forEach(key -> acts.add(new Act.RevokeKey(key.id())));
                  Reply reply =
                      perform(
                          call,
                          acts,
                          done ->
                              Reply.ok(out -> out.text("id", person.id()).flag("removed", true)));
                  person.keys().forEach(key -> authenticator.forget(key.id()));
                  return reply;
                }));
  }

  private Reply perform(Call call, List<Act> acts, Function<Call, Reply> then) {
    for (Act act : acts) {
      if (administration.perform(call, act) instanceof Done.Refused refused) {
        return Administration.refusal(refused);
      }
    }
    return then.apply(call);
  }

  private static void write(Out out, Person person) {
    out.text("id", person.id())
        .text("name", person.keys().isEmpty() ? null : person.keys().getFirst().label())
        .each("groups", person.memberships().values(), GroupEndpoints::group)
        .texts("keys", person.keys().stream().map(ApiKey::id).toList());
  }

  private static void group(Out out, Membership membership) {
    out.text("name", membership.group()).time("since", membership.since());
  }
}
