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
import java.util.Set;

/**
 * People who answer approvals. A call makes a person and gives out the one personal key, bound to
 * that person, with the role {@code approver} and no other; or it adds groups to a person who has
 * one. Nobody gets a second key to somebody else's name: the first has to be revoked.
 */
final class PeopleEndpoints {
  private static final int GROUPS_MAX = 100;
  private static final int KEYS_A_PAGE = 100;

  private final Queries queries;
  private final Administration administration;
  private final KeyMaker maker;
  private final Names names;
  private final Authenticator authenticator;

  PeopleEndpoints(
      Queries queries,
      Administration administration,
      KeyMaker maker,
      Names names,
      Authenticator authenticator) {
    this.queries = queries;
    this.administration = administration;
    this.maker = maker;
    this.names = names;
    this.authenticator = authenticator;
  }

  List<Route> routes() {
    List<String> all = List.of("/v1/people");
    return List.of(
        new Route(
            Route.Method.POST, all, Set.of(Role.ADMIN), Set.of(), Route.Body.JSON, this::add));
  }

  private Reply add(Call call) {
    Members body = call.body();
    String name = Names.name(body, "name");
    String person = names.id(body, "person_");
    List<String> groups = body.texts("groups").stream().distinct().toList();
    if (groups.isEmpty()
        || groups.size() > GROUPS_MAX
        || !groups.stream().allMatch(Names::isName)) {
      body.misfit("groups", "names 1 to " + GROUPS_MAX + " groups");
    }
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    return administration.exclusively(() -> add(call, person, name, groups));
  }

  private Reply add(Call call, String person, String name, List<String> groups) {
    List<String> added = new ArrayList<>();
    for (String group : groups) {
      if (isMember(call, group, person)) {
        continue;
      }
      Done done = administration.perform(call, new Act.AddMember(group, person));
      if (done instanceof Done.Refused refused) {
        added.forEach(g -> administration.perform(call, new Act.RemoveMember(g, person)));
        return Administration.refusal(refused);
      }
      added.add(group);
    }
    if (hasKey(call, person)) {
      return Reply.ok(out -> write(out, person, name, groups));
    }
    var terms = KeyMaker.Terms.personal(call.tenant(), name, person);
    KeyMaker.Made made = maker.make(terms);
    return administration.perform(
        call,
        new Act.AddKey(made.key()),
        done -> {
          authenticator.forget(made.key().id());
          return Reply.created(
                  "/v1/people", out -> write(out.text("key", made.secret()), person, name, groups))
              .secret(out -> write(out.flag("key_withheld", true), person, name, groups));
        });
  }

  private boolean hasKey(Call call, String person) {
    String after = "";
    do {
      Page<ApiKey> page = queries.keys(call.tenant(), after, KEYS_A_PAGE);
      boolean found = page.items().stream().anyMatch(key -> key.standsFor(person));
      if (found) {
        return true;
      }
      after = page.next();
    } while (!after.isEmpty());
    return false;
  }

  private boolean isMember(Call call, String group, String person) {
    return queries.members(call.tenant(), group).stream()
        .map(Membership::person)
        .anyMatch(person::equals);
  }

  private static void write(Out out, String person, String name, List<String> groups) {
    out.text("id", person).text("name", name).texts("groups", groups);
  }
}
