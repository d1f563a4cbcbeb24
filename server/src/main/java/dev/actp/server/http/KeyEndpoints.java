package dev.actp.server.http;

import dev.actp.runtime.json.Members;
import dev.actp.runtime.registry.Addresses;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.value.IpNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** API keys: each with the roles that its holder needs, shown once. */
final class KeyEndpoints {
  private static final Set<Role> CHANGING = Set.of(Role.ADMIN);

  private static final Set<Role> HANDED_OUT = EnumSet.complementOf(EnumSet.of(Role.OPERATOR));

  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofDays(3_660);

  private final Queries queries;
  private final Administration administration;
  private final KeyMaker maker;
  private final Authenticator authenticator;

  KeyEndpoints(
      Queries queries, Administration administration, KeyMaker maker, Authenticator authenticator) {
    this.queries = queries;
    this.administration = administration;
    this.maker = maker;
    this.authenticator = authenticator;
  }

  List<Route> routes() {
    List<String> all = List.of("/v1/keys");
    Set<Role> reading = Set.of(Role.ADMIN, Role.AUDITOR);
    return List.of(
        new Route(Route.Method.POST, all, CHANGING, Set.of(), Route.Body.JSON, this::create),
        new Route(
            Route.Method.GET, all, reading, Set.of("limit", "cursor"), Route.Body.NONE, this::list),
        new Route(
            Route.Method.POST,
            List.of("/v1/keys/:id/revoke"),
            CHANGING,
            Set.of(),
            Route.Body.EMPTY,
            this::revoke));
  }

  private Reply create(Call call) {
    Members body = call.body();
    String label = Names.name(body, "label", "name");
    Set<Role> roles = roles(body);
    String person = body.any("person") == null ? null : Names.name(body, "person");
    Set<String> agents = new HashSet<>(body.texts("agents"));
    Set<String> policies = new HashSet<>(body.texts("policies"));
    var terms =
        new KeyMaker.Terms(
            call.tenant(),
            label,
            roles,
            person,
            agents,
            policies,
            body.flag("enforces_obligations", "enforcesObligations"),
            body.flag("enforcement_point", "enforcementPoint"),
            Spans.within(body, SHORTEST, LONGEST, "expiresIn", "expires_in", "ttl"),
            Spans.within(body, SHORTEST, LONGEST, "longest_token", "longestToken"),
            new Addresses(
                networks(body, "allow_ips", "allowIps"), networks(body, "deny_ips", "denyIps")));
    body.refuseOthers();
    if (!body.misfits().isEmpty()) {
      return Problem.of(ProblemCode.INVALID_REQUEST, body.misfits()).reply();
    }
    KeyMaker.Made made = maker.make(terms);
    return administration.perform(
        call,
        new Act.AddKey(made.key()),
        done -> {
          authenticator.forget(made.key().id());
          return Reply.created(
                  "/v1/keys/" + made.key().id(),
                  out -> write(out.text("key", made.secret()), made.key()))
              .secret(out -> write(out.flag("key_withheld", true), made.key()));
        });
  }

  private static List<IpNetwork> networks(Members body, String... names) {
    List<String> texts = body.texts(names);
    List<IpNetwork> networks = new ArrayList<>();
    for (String text : texts) {
      IpNetwork.parseOrAddress(text)
          .ifPresentOrElse(
              networks::add,
              () ->
                  body.misfit(
                      names[0],
                      "`"
                          + text
                          + "` is no address like `203.0.113.7`, nor a network like"
                          + " `10.0.0.0/8` without bits behind its prefix"));
    }
    if (texts.size() > Addresses.MOST) {
      body.misfit(names[0], "has " + Addresses.MOST + " addresses and networks at most");
    }
    return networks;
  }

  private static Set<Role> roles(Members body) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String word : body.texts("roles")) {
      Optional<Role> role =
          Arrays.stream(Role.values()).filter(r -> Words.of(r).equals(word)).findFirst();
      if (role.isEmpty()) {
        body.misfit("roles", "`" + word + "` is no role; there are " + Words.list(HANDED_OUT));
      } else if (role.get() == Role.APPROVER) {
        body.misfit("roles", "`approver` is for people: see `POST /v1/people`");
      } else if (role.get() == Role.OPERATOR) {
        body.misfit("roles", "`operator` is for whoever runs the server: see `actp key new`");
      } else {
        roles.add(role.get());
      }
    }
    if (roles.isEmpty()) {
      body.misfit("roles", "names one role at least");
    }
    return roles;
  }

  private Reply list(Call call) {
    return Paging.reply(
        call,
        "keys",
        (after, limit) -> queries.keys(call.tenant(), after, limit),
        KeyEndpoints::write);
  }

  private Reply revoke(Call call) {
    String id = call.part("id");
    Reply reply =
        administration.perform(call, new Act.RevokeKey(id), done -> RevokedReply.reply(id, done));
    authenticator.forget(id);
    return reply;
  }

  static void write(Out out, ApiKey key) {
    out.text("id", key.id())
        .text("label", key.label())
        .texts("roles", key.roles().stream().map(Words::of).sorted().toList())
        .text("person", key.person())
        .texts("agents", key.agents().stream().sorted().toList())
        .texts("policies", key.policies().stream().sorted().toList())
        .flag("enforces_obligations", key.enforcesObligations())
        .flag("enforcement_point", key.observes())
        .texts("allow_ips", texts(key.addresses().allow()))
        .texts("deny_ips", texts(key.addresses().deny()))
        .flag("revoked", key.revoked())
        .time("created_at", key.created())
        .time("expires_at", key.expires());
  }

  private static List<String> texts(List<IpNetwork> networks) {
    return networks.stream().map(IpNetwork::toString).toList();
  }
}
