package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.Request;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.registry.IssuedToken;
import dev.actp.runtime.registry.Revocation;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Caller;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may happen in a world, each by a number of its own. */
final class Steps {
  static final Caller GATEWAY = new Caller("k-gateway", Caller.Kind.ENFORCEMENT_POINT);
  private static final List<Caller> CALLERS =
      List.of(
          GATEWAY, GATEWAY, new Caller("k-2", Caller.Kind.KEY), new Caller("t", Caller.Kind.TOKEN));
  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1));

  private final World world;
  private final Theme theme;
  private Random random = new Random(0);

  Steps(World world, Theme theme) {
    this.world = world;
    this.theme = theme;
  }

  /** Takes one step. */
  void take(long seed) {
    random = new Random(seed);
    world.reseed(random.nextLong());
    int kind = random.nextInt(100);
    if (kind < 42) {
      Enforcement asked = ask();
      say("ask " + describe(asked));
      world.ask(asked);
    } else if (kind < 62) {
      act();
    } else if (kind < 64) {
      VerifiedToken token = world.tokens.any(random);
      say("look at " + token.leaf().jti());
      world.look(token);
    } else if (kind < 84) {
      int dying = random.nextInt(25) == 0 ? 1 + random.nextInt(4) : -1;
      say("step of " + world.waiting() + (dying < 0 ? "" : ", dying after " + dying));
      world.step(dying);
    } else if (kind < 92) {
      pass();
    } else if (kind < 94) {
      set();
    } else if (kind < 97) {
      say("crash");
      world.crash();
    } else {
      say("close and start");
      world.close();
    }
  }

  private static String describe(Enforcement asked) {
    List<String> chain =
        asked.token().links().stream()
            .map(link -> link.jti() + " of " + link.agent() + " until " + link.expires())
            .toList();
    Request request = asked.request();
    return String.format(
        "%s on %s with %s by %s, %s, as %s%s",
        request.action(),
        request.resource(),
        request.attributes().members(),
        chain,
        asked.caller().id(),
        asked.requestId(),
        asked.dryRun() ? ", dry" : "");
  }

  private static String describe(Act act) {
    return switch (act) {
      case Act.ActivatePolicy one -> "activate " + one.files();
      case Act.RegisterToken(IssuedToken token) -> "issue " + describe(token);
      case Act.RenewToken(IssuedToken token) -> "renew " + describe(token);
      case Act other -> other.toString();
    };
  }

  private static String describe(IssuedToken token) {
    return token.jti() + " to " + token.agent() + " until " + token.claims().leaf().expires();
  }

  private void say(String what) {
    world.trace.add(what);
  }

  private Enforcement ask() {
    List<Event.Decided> before =
        world.past.all(
            Event.Decided.class,
            one -> one.action().equals("pay") || one.enforcement().requestId() != null);
    int again = theme == Theme.APPROVALS ? 2 : 1;
    if (!before.isEmpty() && random.nextInt(3) < again) {
      Enforcement same = Plan.pick(random, before).enforcement();
      return random.nextInt(5) == 0 ? changed(same) : same;
    }
    Caller caller = Plan.pick(random, CALLERS);
    String requestId = random.nextInt(5) == 0 ? "r" + random.nextInt(3) : null;
    return new Enforcement(
        request(Plan.pick(random, theme.actions)),
        world.tokens.any(random),
        caller,
        requestId,
        null,
        random.nextInt(12) == 0);
  }

  private Request request(String action) {
    TreeMap<String, Value> attributes = new TreeMap<>();
    if (random.nextInt(12) > 0) {
      int cents = random.nextInt(20) == 0 ? -100 : random.nextInt(1_000);
      attributes.put("amount", new Value.Num(BigDecimal.valueOf(cents, 2)));
    }
    if (random.nextInt(12) > 0) {
      attributes.put("kind", new Value.Text("k" + random.nextInt(2)));
    }
    String resource = random.nextInt(40) == 0 ? "trap://x" : "thing://" + random.nextInt(2);
    return request(action, resource, attributes);
  }

  private static Request request(String action, String resource, Map<String, Value> attributes) {
    return new Request(
        World.TENANT,
        action,
        resource,
        new Value.Struct(new TreeMap<>(attributes)),
        null,
        null,
        true);
  }

  /** The same but for one byte. */
  private static Enforcement changed(Enforcement before) {
    TreeMap<String, Value> attributes = new TreeMap<>(before.request().attributes().members());
    attributes.put("note", new Value.Text("!"));
    Request request = request(before.request().action(), before.request().resource(), attributes);
    return new Enforcement(
        request, before.token(), before.caller(), before.requestId(), null, before.dryRun());
  }

  private void act() {
    Act act = anyAct();
    say("act " + describe(act));
    world.perform(act);
  }

  private Act anyAct() {
    return random.nextInt(100) < theme.share ? actOfTheme() : any();
  }

  private Act actOfTheme() {
    return switch (theme) {
      case APPROVALS -> random.nextInt(8) == 0 ? new Act.Cancel(approval()) : decide();
      case ANYTHING, LIMITS, UNITS, BUDGETS, HISTORY -> report();
      case TOKENS ->
          switch (random.nextInt(6)) {
            case 0 -> new Act.RegisterToken(world.tokens.issue(random));
            case 1 -> new Act.RegisterToken(world.tokens.delegate(random));
            case 2, 3 -> new Act.RenewToken(world.tokens.renew(random));
            case 4 -> new Act.Revoke(revocation());
            default -> new Act.Reinstate(undoable());
          };
    };
  }

  private Act any() {
    int kind = random.nextInt(100);
    if (kind < 36) {
      return report();
    }
    if (kind < 58) {
      return decide();
    }
    if (kind < 62) {
      return new Act.Cancel(approval());
    }
    if (kind < 70) {
      return kind % 2 == 0
          ? new Act.RegisterToken(world.tokens.issue(random))
          : new Act.RegisterToken(world.tokens.delegate(random));
    }
    if (kind < 75) {
      return new Act.RenewToken(world.tokens.renew(random));
    }
    if (kind < 85) {
      return new Act.ConfirmClock();
    }
    return seldom(kind);
  }

  private Act seldom(int kind) {
    String agent = Plan.pick(random, Opening.AGENTS);
    return switch (kind) {
      case 85, 86 -> new Act.Revoke(revocation());
      case 87, 88, 89 -> new Act.Reinstate(undoable());
      case 90, 91, 92 -> new Act.Resume(agent);
      case 93, 94 ->
          new Act.PutAgent(Opening.agent(agent, random.nextInt(4) == 0, Opening.owner(random)));
      case 95 -> new Act.AddMember(Plan.GROUP, Plan.pick(random, Opening.PEOPLE));
      case 96 -> new Act.RemoveMember(Plan.GROUP, Plan.pick(random, Opening.PEOPLE));
      default -> Opening.activate(world, plan());
    };
  }

  private Plan plan() {
    List<Plan> all = world.plans.all();
    return random.nextBoolean()
        ? Plan.pick(random, all)
        : Plan.pick(random, all).edited(random, all.size());
  }

  private Revocation revocation() {
    VerifiedToken.Link link = world.tokens.any(random).leaf();
    if (theme == Theme.TOKENS && random.nextBoolean()) {
      return new Revocation.OfAgent(link.agent());
    }
    return switch (random.nextInt(8)) {
      case 0 -> new Revocation.OfPolicy(Plan.ID);
      case 1 -> Revocation.Everything.EVERYTHING;
      case 2, 3 -> new Revocation.OfAgent(link.agent());
      case 4, 5 ->
          new Revocation.Capability(
              link.jti(), Plan.pick(random, List.copyOf(Plan.capabilities())));
      default -> new Revocation.Token(link.jti());
    };
  }

  private Revocation undoable() {
    return random.nextBoolean()
        ? new Revocation.OfPolicy(Plan.ID)
        : Revocation.Everything.EVERYTHING;
  }

  private Act decide() {
    return new Act.Decide(approval(), Plan.pick(random, Opening.PEOPLE), random.nextInt(6) > 0, "");
  }

  private String approval() {
    List<Event.Opened> all = world.past.all(Event.Opened.class, any -> true);
    return all.isEmpty()
        ? "apr_0"
        : all.get(all.size() - 1 - random.nextInt(Math.min(4, all.size()))).id();
  }

  private Act report() {
    List<Event.Decided> uses = world.past.all(Event.Decided.class, Event.Decided::use);
    Act.Outcome outcome = Plan.pick(random, List.of(Act.Outcome.values()));
    if (uses.isEmpty() || random.nextInt(12) == 0) {
      return new Act.Report(random.nextInt(40), GATEWAY, outcome);
    }
    Event.Decided use = uses.get(uses.size() - 1 - random.nextInt(Math.min(8, uses.size())));
    Caller caller =
        random.nextInt(8) == 0 ? Plan.pick(random, CALLERS) : use.enforcement().caller();
    return new Act.Report(use.index(), caller, outcome);
  }

  /** Often to where something begins or ceases to count. */
  private void pass() {
    Instant edge = edge();
    Duration length =
        edge != null && edge.isAfter(world.clocks.wall())
            ? Duration.between(world.clocks.wall(), edge)
            : Plan.pick(random, LENGTHS).dividedBy(1L + random.nextInt(30));
    say("pass " + length);
    world.clocks.pass(Duration.ofNanos(length.toNanos() / 1_000 * 1_000));
  }

  private @Nullable Instant edge() {
    List<Event> all = new ArrayList<>(world.past.events());
    if (all.isEmpty() || random.nextInt(3) == 0) {
      return null;
    }
    Instant edge =
        random.nextInt(4) == 0
            ? world.tokens.end(random)
            : Plan.pick(random, all).at().plus(Plan.pick(random, LENGTHS));
    return random.nextBoolean() ? edge : edge.minusNanos(1_000);
  }

  private void set() {
    long millis =
        switch (random.nextInt(4)) {
          case 0 -> 60_000 + random.nextInt(2);
          case 1 -> random.nextInt(60_000);
          case 2 -> -random.nextInt(60_000);
          default -> random.nextInt(14_400_000) - 10_800_000L;
        };
    say("set the clock by " + millis + " ms");
    world.clocks.set(Duration.ofMillis(millis));
  }
}
