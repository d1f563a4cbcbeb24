package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The tokens that were ever signed in a world, each as it was signed. */
final class Tokens {
  private static final int MOST_LINKS = 3;
  private final World world;
  private final List<IssuedToken> all = new ArrayList<>();
  private int issued;

  Tokens(World world) {
    this.world = world;
  }

  /** A token of a session of its own. */
  IssuedToken issue(Random random) {
    VerifiedToken.Link link =
        link(Plan.pick(random, Opening.AGENTS), life(random), capabilities(random));
    TreeMap<String, Value> values = new TreeMap<>();
    if (random.nextInt(8) > 0) {
      values.put("customer", new Value.Text("c" + random.nextInt(2)));
    }
    return keep(
        new VerifiedToken(World.TENANT, link.jti(), new Value.Struct(values), List.of(link)),
        random);
  }

  /** A token that is handed on. */
  IssuedToken delegate(Random random) {
    VerifiedToken parent = Plan.pick(random, all).claims();
    if (parent.links().size() == MOST_LINKS) {
      return issue(random);
    }
    Instant end = life(random);
    Instant latest = parent.leaf().expires();
    Set<String> capabilities = capabilities(random);
    capabilities.retainAll(parent.leaf().grants().getFirst().capabilities());
    List<VerifiedToken.Link> links = new ArrayList<>(parent.links());
    links.add(
        link(Plan.pick(random, Opening.AGENTS), end.isAfter(latest) ? latest : end, capabilities));
    return keep(new VerifiedToken(World.TENANT, parent.session(), parent.values(), links), random);
  }

  /** A token as it was last signed, with another end. */
  IssuedToken renew(Random random) {
    IssuedToken known = all.get(all.size() - 1 - random.nextInt(Math.min(4, all.size())));
    IssuedToken last = world.past.token(known.jti());
    IssuedToken token = last == null ? known : last;
    VerifiedToken claims = token.claims();
    List<VerifiedToken.Link> links = new ArrayList<>(claims.links());
    VerifiedToken.Link leaf = links.removeLast();
    Instant end = random.nextInt(4) == 0 ? life(random) : leaf.expires().plusSeconds(1_800);
    links.add(
        new VerifiedToken.Link(
            leaf.jti(), leaf.agent(), leaf.notBefore(), end, leaf.grants(), leaf.narrowings()));
    IssuedToken renewed =
        new IssuedToken(
            new VerifiedToken(claims.tenant(), claims.session(), claims.values(), links),
            token.issued(),
            token.issuer(),
            token.metadata(),
            null);
    all.add(renewed);
    return renewed;
  }

  /** Any token, the later ones rather than the earlier. */
  VerifiedToken any(Random random) {
    int last = all.size() - 1;
    int place = random.nextBoolean() ? random.nextInt(all.size()) : last - random.nextInt(3);
    return signed(all.get(Math.max(0, place))).claims();
  }

  /** What is signed of a token: it is signed anew only once its renewal was taken. */
  private IssuedToken signed(IssuedToken token) {
    IssuedToken first =
        all.stream().filter(one -> one.jti().equals(token.jti())).findFirst().orElseThrow();
    return token.equals(first) || world.past.renewed(token) ? token : first;
  }

  /** When one of the later tokens ends. */
  Instant end(Random random) {
    return any(random).leaf().expires();
  }

  private VerifiedToken.Link link(String agent, Instant end, Set<String> capabilities) {
    issued++;
    return new VerifiedToken.Link(
        "j" + issued,
        agent,
        world.clocks.wall(),
        end,
        List.of(new VerifiedToken.Grant(Plan.ID, null, capabilities)));
  }

  private Instant life(Random random) {
    int minutes = random.nextInt(3) == 0 ? 2 + random.nextInt(15) : 5 + random.nextInt(240);
    return world.clocks.wall().plus(Duration.ofMinutes(minutes));
  }

  private static Set<String> capabilities(Random random) {
    Set<String> all = new HashSet<>(Plan.capabilities());
    if (random.nextInt(4) == 0) {
      all.remove(Plan.pick(random, List.copyOf(Plan.ACTIONS.keySet())));
    }
    return all;
  }

  private IssuedToken keep(VerifiedToken claims, Random random) {
    String issuer = random.nextInt(3) == 0 ? "bob" : "k-issuer";
    IssuedToken token =
        new IssuedToken(
            claims, world.clocks.wall(), issuer, new Value.Struct(new TreeMap<>(Map.of())), null);
    all.add(token);
    return token;
  }
}
