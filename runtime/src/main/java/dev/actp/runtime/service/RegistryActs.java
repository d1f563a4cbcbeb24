package dev.actp.runtime.service;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.function.SensitiveData;
import dev.actp.runtime.ledger.Words;
import dev.actp.runtime.registry.Addresses;
import dev.actp.runtime.registry.Agent;
import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Queries;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.registry.Tenant;
import dev.actp.runtime.store.Row;
import dev.actp.runtime.value.IpNetwork;
import dev.actp.runtime.value.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Acts on tenants, keys, agents and tokens. */
final class RegistryActs {
  private static final int MOST_KEYS = 1_000;
  private static final int MOST_AGENTS = 1_000_000;
  private static final int MOST_MAIL_DOMAINS = 100;
  private static final int LONGEST_ID = 256;

  private final Queries queries;

  RegistryActs(Queries queries) {
    this.queries = queries;
  }

  Ruling add(Desk desk, ApiKey key) {
    Ruling.Impossible bad = defect(desk, key);
    if (bad != null) {
      return bad;
    }
    if (!queries.keys(desk.tenant, "", MOST_KEYS - 1).next().isEmpty()) {
      return new Ruling.Impossible(Done.Why.FULL, "the tenant has " + MOST_KEYS + " keys");
    }
    Details details = new Details().texts("roles", key.roles().stream().map(Enum::name).toList());
    details.text("person", key.person());
    Addresses from = key.addresses();
    if (!from.equals(Addresses.ANY)) {
      details.texts("allow_ips", from.allow().stream().map(IpNetwork::toString).toList());
      details.texts("deny_ips", from.deny().stream().map(IpNetwork::toString).toList());
    }
    return new Ruling.Possible(
        key.id(),
        0,
        details.struct(),
        new Details().text("label", key.label()).struct(),
        () -> desk.row(new Row.OfKey(key)));
  }

  /** Why a key must not be one of the tenant's; null where it may. */
  Ruling.@Nullable Impossible defect(Desk desk, ApiKey key) {
    Set<Role> roles = key.roles();
    boolean alone =
        !roles.contains(Role.ADMIN)
            && !roles.contains(Role.ISSUER)
            && !roles.contains(Role.ENFORCER);
    if (!key.tenant().equals(desk.tenant) || !idLike(key.id())) {
      return new Ruling.Impossible(Done.Why.INVALID, "the key is not of this tenant");
    }
    boolean operators = desk.tenant.equals(Tenant.OPERATOR);
    if (operators != roles.contains(Role.OPERATOR) || (operators && roles.size() > 1)) {
      return new Ruling.Impossible(
          Done.Why.INVALID, "an operator's key is of no tenant and does nothing else");
    }
    if (roles.contains(Role.APPROVER) && !(alone && key.person() != null)) {
      return new Ruling.Impossible(
          Done.Why.INVALID, "an approver's key stands for one person and does nothing else");
    }
    Addresses addresses = key.addresses();
    if (Math.max(addresses.allow().size(), addresses.deny().size()) > Addresses.MOST) {
      return new Ruling.Impossible(
          Done.Why.INVALID, "a list of addresses has " + Addresses.MOST + " at most");
    }
    return queries.key(key.id()).isPresent()
        ? new Ruling.Impossible(Done.Why.CONFLICT, "the key `" + key.id() + "` exists")
        : null;
  }

  /** Why there cannot be one more; null where there can. */
  static Ruling.@Nullable Impossible exceeded(
      Desk desk, Quotas.Kind kind, long there, Instant now) {
    long most = desk.about().quotas().most(kind);
    return there < most ? null : Ruling.exceeded(new Exceeded(kind, most, now, null));
  }

  static boolean idLike(String id) {
    return !id.isEmpty() && id.length() <= LONGEST_ID;
  }

  Ruling revoke(Desk desk, String id) {
    Optional<ApiKey> known = queries.key(id).filter(key -> key.tenant().equals(desk.tenant));
    if (known.isEmpty()) {
      return Ruling.unknown("key", id);
    }
    ApiKey key = known.get();
    return key.revoked()
        ? new Ruling.Already(id, 0)
        : new Ruling.Possible(
            id,
            0,
            Value.Struct.EMPTY,
            Value.Struct.EMPTY,
            () -> desk.row(new Row.OfKey(key.ended())));
  }

  static Ruling elsewhere(String key, Value.@Nullable Ip from) {
    String where = from == null ? "an address that is not known" : "`" + from.canonical() + "`";
    return new Ruling.Impossible(
        Done.Why.FORBIDDEN, "the key `" + key + "` does not count from " + where);
  }

  static Ruling tokenKey(Act.ChangeTokenKey change) {
    Details details = new Details().text("state", Words.of(change.state()));
    return new Ruling.Possible(change.key(), 0, details.struct(), Value.Struct.EMPTY, () -> {});
  }

  Ruling put(Desk desk, Agent agent, Instant now) {
    if (!idLike(agent.id()) || !idLike(agent.name())) {
      return Ruling.invalid("an agent has an id and a name of at most 256 characters");
    }
    Optional<Agent> known = desk.state.agent(agent.id());
    Optional<Agent> namesake = queries.agentNamed(desk.tenant, agent.name());
    if (namesake.isPresent() && !namesake.get().id().equals(agent.id())) {
      return Ruling.conflict("another agent has the name `" + agent.name() + "`");
    }
    if (known.isEmpty() && desk.state.agents() >= MOST_AGENTS) {
      return new Ruling.Impossible(Done.Why.FULL, "the tenant has " + MOST_AGENTS + " agents");
    }
    boolean atWork = known.isPresent() && !known.get().disabled();
    if (!agent.disabled() && !atWork) {
      Ruling.Impossible many = exceeded(desk, Quotas.Kind.AGENTS, desk.state.agentsAtWork(), now);
      if (many != null) {
        return many;
      }
    }
    Agent kept = agent.created(known.map(Agent::created).orElse(now));
    if (known.isPresent() && known.get().equals(kept)) {
      return new Ruling.Already(agent.id(), 0);
    }
    Details details = new Details().text("name", agent.name());
    details.texts("policies", agent.policies()).value("disabled", Value.Bool.of(agent.disabled()));
    Details sealed = new Details().text("description", agent.description());
    sealed.text("owner", agent.owner()).value("values", agent.values());
    return new Ruling.Possible(
        agent.id(),
        0,
        details.struct(),
        sealed.struct(),
        () -> {
          desk.state.put(kept);
          desk.row(new Row.OfAgent(kept));
        });
  }

  static Ruling mailDomains(Desk desk, SortedSet<String> domains) {
    if (domains.equals(desk.state.mailDomains())) {
      return new Ruling.Already(desk.tenant, 0);
    }
    if (domains.size() > MOST_MAIL_DOMAINS) {
      return Ruling.invalid("a tenant has at most " + MOST_MAIL_DOMAINS + " mail domains");
    }
    for (String domain : domains) {
      if (!SensitiveData.isDomain(domain)) {
        return Ruling.invalid("`" + domain + "` is no mail domain in lower case: `example.com` is");
      }
    }
    return new Ruling.Possible(
        desk.tenant,
        0,
        new Details().texts("domains", domains).struct(),
        Value.Struct.EMPTY,
        () -> {
          desk.state.mailDomains(domains);
          desk.row(new Row.MailDomains(domains));
        });
  }

  Ruling register(Desk desk, IssuedToken token) {
    VerifiedToken claims = token.claims();
    if (!claims.tenant().equals(desk.tenant) || !idLike(token.jti())) {
      return Ruling.invalid("the token is not of this tenant");
    }
    if (desk.state.agent(token.agent()).isEmpty()) {
      return Ruling.unknown("agent", token.agent());
    }
    String reference = token.referenceHash();
    if (queries.token(desk.tenant, token.jti()).isPresent()
        || (reference != null && queries.tokenReferred(reference).isPresent())) {
      return Ruling.conflict("the token `" + token.jti() + "` exists");
    }
    Details details = new Details().text("agent", token.agent()).text("session", claims.session());
    details.text("issuer", token.issuer()).value("chain", TokenDetails.chain(claims));
    Details sealed = new Details().value("metadata", token.metadata());
    sealed.value("session", claims.values());
    if (!claims.leaf().narrowings().isEmpty()) {
      sealed.value("narrow", TokenDetails.narrow(claims));
    }
    return new Ruling.Possible(
        token.jti(),
        0,
        details.struct(),
        sealed.struct(),
        () -> {
          desk.row(new Row.OfToken(token, desk.next()));
          desk.state.issued(token);
        });
  }
}
