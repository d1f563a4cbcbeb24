package dev.actp.runtime.simulation;

import dev.actp.runtime.decision.Reason;
import dev.actp.runtime.decision.VerifiedToken;
import dev.actp.runtime.policy.Counter;
import dev.actp.runtime.service.Act;
import dev.actp.runtime.service.Enforcement;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one capability comes to for a request.
 *
 * @param codes why it fails; none where it grants or waits
 * @param waits whether people have to say yes first
 * @param approval the yes that it would use up, or null
 */
record Weighed(
    Set<Reason.Code> codes, Set<Event.Charged> charges, boolean waits, @Nullable String approval) {

  /** Every capability that matches and that the whole chain holds, in order. */
  static List<Weighed> all(Oracle oracle, Enforcement asked) {
    List<Weighed> all = new ArrayList<>();
    Plan.ACTIONS.forEach(
        (name, action) -> {
          boolean held =
              asked.token().links().stream()
                  .allMatch(link -> link.grants().getFirst().capabilities().contains(name));
          if (held && action.equals(asked.request().action())) {
            all.add(new Scales(oracle, asked, name).weigh());
          }
        });
    return all;
  }

  static Set<Reason.Code> codes(List<Weighed> all) {
    Set<Reason.Code> codes = EnumSet.noneOf(Reason.Code.class);
    all.forEach(one -> codes.addAll(one.codes()));
    return codes.isEmpty() ? Set.of(Reason.Code.CAPABILITY_NOT_GRANTED) : codes;
  }

  /** Weighs one capability. */
  private static final class Scales {
    private final Oracle oracle;
    private final Enforcement asked;
    private final String capability;
    private final Set<Reason.Code> codes = EnumSet.noneOf(Reason.Code.class);
    private final Set<Event.Charged> charges = new HashSet<>();
    private boolean waits;
    private @Nullable String approval;

    Scales(Oracle oracle, Enforcement asked, String capability) {
      this.oracle = oracle;
      this.asked = asked;
      this.capability = capability;
    }

    Weighed weigh() {
      if (revoked()) {
        codes.add(Reason.Code.CAPABILITY_REVOKED);
        return new Weighed(codes, Set.of(), false, null);
      }
      for (VerifiedToken.Link link : asked.token().links()) {
        limits().forEach(one -> count(one, capability, link));
        Counted quota = oracle.plan().quota();
        if (quota != null) {
          count(quota, Plan.QUOTA_SCOPE, link);
        }
      }
      if (capability.equals("pay")) {
        approve();
      }
      remember();
      return new Weighed(codes, charges, waits, approval);
    }

    private List<Counted> limits() {
      return oracle.plan().limits().getOrDefault(capability, List.of());
    }

    private boolean revoked() {
      return asked.token().links().stream()
          .map(link -> oracle.past().capabilitiesRevoked(link.jti()))
          .anyMatch(
              names -> names.contains(capability) || names.contains(asked.request().action()));
    }

    private void count(Counted counted, String scope, VerifiedToken.Link link) {
      List<String> key = new ArrayList<>();
      for (Counter.Key one : counted.keys()) {
        String value = value(one, link);
        if (value == null) {
          codes.add(Reason.Code.CLAUSE_ERROR);
          return;
        }
        key.add(value);
      }
      BigDecimal amount = counted.kind() == Counter.Kind.BUDGET ? amount() : BigDecimal.ONE;
      if (amount == null) {
        codes.add(Reason.Code.CLAUSE_ERROR);
        return;
      }
      Event.Charged charge = new Event.Charged(counted.counter(scope), key, amount);
      BigDecimal used = new Used(oracle.past(), oracle.now()).of(charge);
      if (used.add(amount).compareTo(counted.most()) > 0) {
        codes.add(Reason.Code.LIMIT_REACHED);
      } else if (amount.signum() < 0) {
        codes.add(Reason.Code.CLAUSE_ERROR);
      } else {
        charges.add(charge);
      }
    }

    private @Nullable BigDecimal amount() {
      return attributes().get(Counted.AMOUNT) instanceof Value.Num(BigDecimal amount)
          ? amount
          : null;
    }

    private Map<String, Value> attributes() {
      return asked.request().attributes().members();
    }

    private @Nullable String value(Counter.Key key, VerifiedToken.Link link) {
      return switch (key) {
        case Counter.Key.Of of ->
            switch (of) {
              case AGENT -> link.agent();
              case TENANT -> asked.request().tenant();
              case TOKEN -> link.jti();
              case SESSION -> asked.token().session();
              case RESOURCE -> asked.request().resource();
            };
        case Counter.Key.SessionValue(String name) ->
            text(asked.token().values().members().get(name));
        case Counter.Key.Attribute(String name) -> text(attributes().get(name));
      };
    }

    private static @Nullable String text(@Nullable Value value) {
      return value == null ? null : value.toString();
    }

    private void approve() {
      Asked.find(oracle.past(), asked, oracle.plan(), oracle.now())
          .ifPresentOrElse(this::approved, () -> waits = true);
    }

    private void approved(Asked found) {
      switch (found.state(oracle.now())) {
        case GIVEN -> approval = found.id();
        case REJECTED -> codes.add(Reason.Code.APPROVAL_REJECTED);
        case PENDING, OVER -> waits = true;
      }
    }

    private void remember() {
      boolean write = capability.equals("write");
      if (write && !happened(oracle.plan().writeWithin(), true)) {
        codes.add(Reason.Code.HISTORY);
      }
      if (capability.equals("send") && happened(oracle.plan().sendWithin(), false)) {
        codes.add(Reason.Code.HISTORY);
      }
    }

    private boolean happened(@Nullable Duration within, boolean succeeded) {
      Instant now = oracle.now();
      return !oracle
          .past()
          .all(
              Event.Decided.class,
              one ->
                  one.use()
                      && one.action().equals("read")
                      && one.session().equals(asked.token().session())
                      && (within == null || now.isBefore(one.at().plus(within)))
                      && (!succeeded
                          || oracle.past().outcome(one.index()) == Act.Outcome.SUCCEEDED))
          .isEmpty();
    }
  }
}
