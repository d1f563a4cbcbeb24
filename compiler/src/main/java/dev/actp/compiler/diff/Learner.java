package dev.actp.compiler.diff;

import dev.actp.runtime.policy.Expr;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Learns from conditions which values of which slot they tell apart. */
final class Learner {
  private static final int LONGEST_TEXT = 5_000;
  private static final int LARGEST_SET = 200;
  private static final Value SECRET = new Value.Text("card 4111 1111 1111 1111");

  private final Map<Slot, Type> types;
  private final Map<Slot, SequencedSet<Value>> offered = new HashMap<>();
  private final Map<Slot, SequencedSet<Value>> elements = new HashMap<>();
  private final Map<Slot, TreeSet<Integer>> sizes = new HashMap<>();
  private final Map<Slot, SqlWords> statements = new HashMap<>();
  private final Set<Slot> secrets = new HashSet<>();
  private final Map<String, Expr> variables = new HashMap<>();
  private final LinkedHashSet<Instant> moments = new LinkedHashSet<>();

  Learner(Map<Slot, Type> types) {
    this.types = types;
  }

  /** The attributes that an expression reads. */
  static void attributes(Expr expression, Consumer<Expr.Attribute> found) {
    if (expression instanceof Expr.Attribute attribute) {
      found.accept(attribute);
    }
    expression.parts().forEach(child -> attributes(child, found));
  }

  void learn(Expr expression) {
    switch (expression) {
      case Expr.Comparison(var operator, Expr left, Expr right) -> {
        constants(right).forEach(value -> offer(left, value));
        constants(left).forEach(value -> offer(right, value));
      }
      case Expr.In(Expr element, Expr collection) -> {
        constants(collection).forEach(value -> offer(element, value));
        constants(element).forEach(value -> offerElement(collection, value));
      }
      case Expr.Within(Expr left, Expr right) ->
          constants(right).forEach(value -> offerElement(left, value));
      case Expr.Matches(Expr text, var glob) ->
          new Instances(slot -> "x").of(glob).forEach(value -> offer(text, value));
      case Expr.Quantified all -> variables.put(all.variable(), all.collection());
      case Expr.Call call -> call(call);
      case Expr.During during -> moments.addAll(Moments.of(during.window()));
      case Expr other -> {}
    }
    expression.parts().forEach(this::learn);
  }

  private void call(Expr.Call call) {
    Expr first = call.arguments().getFirst();
    List<Value> last = constants(call.arguments().getLast());
    switch (call.function()) {
      case SENSITIVE -> slot(first, secrets::add);
      case CIDR ->
          last.forEach(
              network ->
                  offer(first, new Value.Ip(((Value.Text) network).value().split("/", 2)[0])));
      case INSIDE ->
          last.forEach(
              folder -> offer(first, new Value.Text(((Value.Text) folder).value() + "/a")));
      case SQL -> slot(first, slot -> statements.computeIfAbsent(slot, none -> new SqlWords()));
      case COUNT, LENGTH, LOWER, DOMAIN, HOST, SUM, AGE, DAY_OF, NON_NEGATIVE -> {}
    }
  }

  private static List<Value> constants(Expr expression) {
    return switch (expression) {
      case Expr.Literal(Value.Sequence(List<Value> all)) -> all;
      case Expr.Literal(Value.Distinct(List<Value> all)) -> all;
      case Expr.Literal(Value value) -> List.of(value);
      case Expr.ListOf(List<Expr> all) ->
          all.stream().flatMap(each -> constants(each).stream()).toList();
      case Expr other -> List.of();
    };
  }

  /** A value that an expression is told from: what could give it that value is worth trying. */
  private void offer(Expr expression, Value value) {
    switch (expression) {
      case Expr.Variable(String name) when variables.containsKey(name) ->
          offerElement(variables.get(name), value);
      case Expr.Arithmetic sum -> {
        offer(sum.left(), value);
        offer(sum.right(), value);
      }
      case Expr.Call call -> offerCall(call, value);
      case Expr.Member(Expr.Call call, String name) when call.function() == Expr.Function.SQL ->
          slot(call.arguments().getFirst(), slot -> sql(slot, name, value));
      case Expr other ->
          slot(
              other,
              slot ->
                  offered
                      .computeIfAbsent(slot, none -> new LinkedHashSet<>())
                      .addAll(Neighbours.of(value, types.get(slot))));
    }
  }

  private void offerCall(Expr.Call call, Value value) {
    Expr first = call.arguments().getFirst();
    switch (call.function()) {
      case NON_NEGATIVE, LOWER -> offer(first, value);
      case COUNT -> slot(first, slot -> sizes(slot, value, LARGEST_SET));
      case LENGTH -> slot(first, slot -> sizes(slot, value, LONGEST_TEXT));
      case SUM -> offerElement(first, value);
      case DOMAIN -> text(value, text -> offer(first, new Value.Text("a@" + text)));
      case HOST -> text(value, text -> offer(first, new Value.Text("https://" + text + "/")));
      case AGE -> {
        if (value instanceof Value.Span(Duration length)) {
          offer(first, new Value.Timestamp(Pools.SOME_TIME.minus(length)));
        }
      }
      case DAY_OF, SQL, SENSITIVE, CIDR, INSIDE -> {}
    }
  }

  private void offerElement(Expr collection, Value value) {
    switch (collection) {
      case Expr.Member(Expr.Call call, String name) when call.function() == Expr.Function.SQL ->
          slot(call.arguments().getFirst(), slot -> sql(slot, name, value));
      case Expr other ->
          slot(
              other,
              slot -> elements.computeIfAbsent(slot, none -> new LinkedHashSet<>()).add(value));
    }
  }

  private void sql(Slot slot, String member, Value value) {
    statements.computeIfAbsent(slot, none -> new SqlWords()).learn(member, value);
  }

  private void sizes(Slot slot, Value value, int most) {
    if (value instanceof Value.Num(BigDecimal number)
        && number.abs().compareTo(BigDecimal.valueOf(most)) < 0) {
      int size = number.intValue();
      for (int each = Math.max(0, size - 1); each <= size + 1; each++) {
        sizes.computeIfAbsent(slot, none -> new TreeSet<>()).add(each);
      }
    }
  }

  private static void text(Value value, Consumer<String> use) {
    if (value instanceof Value.Text(String text)) {
      use.accept(text);
    }
  }

  /** The slot that an expression reads, if it does nothing but that. */
  private static void slot(Expr expression, Consumer<Slot> use) {
    Slot slot =
        switch (expression) {
          case Expr.Attribute attribute -> Slot.attribute(attribute.name());
          case Expr.SessionValue value -> Slot.session(value.name());
          case Expr.AgentValue value -> Slot.agent(value.name());
          case Expr.Root root -> slot(root);
          case Expr other -> null;
        };
    if (slot != null) {
      use.accept(slot);
    }
  }

  private static @Nullable Slot slot(Expr.Root root) {
    return switch (root) {
      case RESOURCE -> Slot.RESOURCE;
      case REQUEST_IP -> Slot.IP;
      case REQUEST_REASON -> Slot.REASON;
      case NOW -> Slot.TIME;
      case AGENT_ID -> Slot.agent("id");
      case AGENT_NAME -> Slot.agent("name");
      case ACTION -> null;
    };
  }

  SequencedSet<Value> offered(Slot slot) {
    return new LinkedHashSet<>(offered.getOrDefault(slot, new LinkedHashSet<>()));
  }

  /** What is better tried last, since it seldom passes. */
  List<Value> unlikely(Slot slot) {
    return secrets.contains(slot) ? List.of(SECRET) : List.of();
  }

  List<Value> elements(Slot slot) {
    return List.copyOf(elements.getOrDefault(slot, new LinkedHashSet<>()));
  }

  List<Integer> sizes(Slot slot) {
    return List.copyOf(sizes.getOrDefault(slot, new TreeSet<>()));
  }

  List<Value> statements(Slot slot) {
    SqlWords words = statements.get(slot);
    return words == null ? List.of() : words.statements();
  }

  SequencedSet<Value> times(Instant first) {
    SequencedSet<Value> times = new LinkedHashSet<>();
    times.add(new Value.Timestamp(first));
    offered(Slot.TIME).stream().filter(Value.Timestamp.class::isInstance).forEach(times::add);
    moments.forEach(moment -> times.add(new Value.Timestamp(moment)));
    return times;
  }

  SequencedSet<Value> addresses() {
    SequencedSet<Value> addresses = new LinkedHashSet<>();
    addresses.add(new Value.Ip("192.0.2.1"));
    offered(Slot.IP).stream().filter(Value.Ip.class::isInstance).forEach(addresses::add);
    return addresses;
  }

  SequencedSet<Value> reasons() {
    SequencedSet<Value> reasons = offered(Slot.REASON);
    reasons.add(new Value.Text("asked for"));
    return reasons;
  }
}
