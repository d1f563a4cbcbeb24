package dev.actp.compiler.diff;

import dev.actp.runtime.value.Coercion;
import dev.actp.runtime.value.Type;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeMap;

/** Values of a type: those that were learnt of first, then some that anything may be. */
record Samples(Learner learner) {
  private static final int MOST_ELEMENTS = 30;

  SequencedSet<Value> of(Slot slot, Type type) {
    return switch (type) {
      case Type.Basic basic -> basic(slot, basic);
      case Type.ListOf list -> collections(slot, list.element(), false);
      case Type.SetOf set -> collections(slot, set.element(), true);
      case Type.RecordOf record -> new LinkedHashSet<>(List.of(record(record)));
    };
  }

  private SequencedSet<Value> basic(Slot slot, Type.Basic type) {
    SequencedSet<Value> all = new LinkedHashSet<>(learner.statements(slot));
    all.addAll(learner.offered(slot));
    String currency =
        all.stream()
            .filter(Value.Money.class::isInstance)
            .map(value -> ((Value.Money) value).currency())
            .findFirst()
            .orElse("USD");
    all.addAll(plain(type, currency));
    if (isText(type)) {
      for (int size : learner.sizes(slot)) {
        all.add(new Value.Text("a".repeat(size)));
      }
    }
    all.addAll(learner.unlikely(slot));
    return all;
  }

  private static boolean isText(Type.Basic type) {
    return type == Type.Basic.STRING || type == Type.Basic.ANY;
  }

  /** What any value of the type may be. */
  private static List<Value> plain(Type.Basic type, String currency) {
    return switch (type) {
      case BOOL -> List.of(Value.Bool.TRUE, Value.Bool.FALSE);
      case INT, DECIMAL -> List.of(Value.Num.of(1), Value.Num.of(0), Value.Num.of(-1));
      case MONEY ->
          List.of(
              new Value.Money(BigDecimal.ONE, currency),
              new Value.Money(BigDecimal.ZERO, currency));
      case STRING, ANY -> List.of(new Value.Text("a"), new Value.Text("something else"));
      case EMAIL -> List.of(new Value.Text("a@company.com"), new Value.Text("a@elsewhere.example"));
      case IP -> List.of(new Value.Ip("192.0.2.9"));
      case TIMESTAMP -> List.of(new Value.Timestamp(Pools.SOME_TIME));
      case DURATION -> List.of(new Value.Span(Duration.ofMinutes(1)));
    };
  }

  private SequencedSet<Value> collections(Slot slot, Type element, boolean distinct) {
    List<Value> known = new ArrayList<>(learner.elements(slot));
    int learnt = known.size();
    known.addAll(element instanceof Type.Basic basic ? plain(basic, "USD") : of(slot, element));
    SequencedSet<Value> all = new LinkedHashSet<>();
    known.stream().limit(MOST_ELEMENTS).forEach(each -> all.add(list(List.of(each), distinct)));
    if (learnt > 1) {
      all.add(list(known.subList(0, Math.min(learnt, MOST_ELEMENTS)), distinct));
    }
    for (int size : learner.sizes(slot)) {
      all.add(list(many(known.getFirst(), size), distinct));
    }
    all.add(list(List.of(), distinct));
    return all;
  }

  /** So many different values like one. */
  private static List<Value> many(Value like, int size) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(another(like, i));
    }
    return all;
  }

  private static Value another(Value like, int number) {
    return switch (like) {
      case Value.Text(String text) when number > 0 && !text.isEmpty() ->
          new Value.Text("a" + number + text.substring(1));
      case Value.Num(BigDecimal first) -> new Value.Num(first.add(BigDecimal.valueOf(number)));
      case Value other -> other;
    };
  }

  private static Value list(List<Value> elements, boolean distinct) {
    List<Value> different = elements.stream().distinct().toList();
    return distinct && Coercion.distinct(different, "") instanceof Value set
        ? set
        : new Value.Sequence(elements);
  }

  private static Value record(Type.RecordOf type) {
    TreeMap<String, Value> members = new TreeMap<>();
    type.members()
        .forEach(
            (name, member) -> {
              switch (member.type()) {
                case Type.Basic basic -> members.put(name, plain(basic, "USD").getFirst());
                case Type.RecordOf record -> members.put(name, record(record));
                case Type.ListOf list -> members.put(name, new Value.Sequence(List.of()));
                case Type.SetOf set -> members.put(name, new Value.Distinct(List.of()));
              }
            });
    return new Value.Struct(members);
  }
}
