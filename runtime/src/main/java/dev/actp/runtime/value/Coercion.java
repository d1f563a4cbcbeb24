package dev.actp.runtime.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Gives an untyped value, as JSON carries it, its declared type. What does not fit is a fault that
 * says where, in the language's own words; nothing is ever rounded, trimmed or guessed.
 */
public final class Coercion {
  private Coercion() {}

  /**
   * The value under its type. A value that has the type already stays as it is.
   *
   * @param where what the value is called, for the fault: an attribute, or a path such as {@code
   *     session.customer_id}
   */
  public static Result coerce(Value value, Type type, String where) {
    return switch (type) {
      case Type.Basic basic -> coerceBasic(value, basic, where);
      case Type.ListOf list -> coerceList(value, list, where);
      case Type.SetOf set -> coerceSet(value, set, where);
      case Type.RecordOf record -> coerceRecord(value, record, where);
    };
  }

  /**
   * Whether a value of a basic type fits as it is, for those types where that is told at a glance.
   */
  public static boolean fits(Value value, Type type) {
    return switch (value) {
      case Value.Text ignored -> type == Type.Basic.STRING;
      case Value.Num ignored -> type == Type.Basic.DECIMAL;
      case Value.Bool ignored -> type == Type.Basic.BOOL;
      default -> false;
    };
  }

  private static Result coerceBasic(Value value, Type.Basic type, String where) {
    return switch (type) {
      case ANY -> value;
      case BOOL -> value instanceof Value.Bool ? value : unlike(where, "bool");
      case STRING -> value instanceof Value.Text ? value : unlike(where, "string");
      case DECIMAL -> value instanceof Value.Num ? value : unlike(where, "decimal");
      case INT ->
          value instanceof Value.Num number ? coerceInt(number, where) : unlike(where, "int");
      case MONEY -> value instanceof Value.Money ? value : coerceMoney(value, where);
      case EMAIL ->
          fromText(
              value,
              where,
              "email",
              text -> EmailAddress.parse(text).map(address -> new Value.Text(text)));
      case IP -> value instanceof Value.Ip ? value : fromText(value, where, "ip", IpAddress::parse);
      case TIMESTAMP ->
          value instanceof Value.Timestamp
              ? value
              : fromText(value, where, "timestamp", TimestampText::parse);
      case DURATION ->
          value instanceof Value.Span
              ? value
              : fromText(value, where, "duration", DurationText::parse);
    };
  }

  private static Result fromText(
      Value value, String where, String type, Function<String, Optional<? extends Value>> reader) {
    if (!(value instanceof Value.Text text)) {
      return unlike(where, type);
    }
    Optional<? extends Value> read = reader.apply(text.value());
    return read.isPresent()
        ? read.get()
        : new Fault(Fault.Kind.MALFORMED, "`" + where + "` is not the text of one `" + type + "`");
  }

  private static Result coerceInt(Value.Num number, String where) {
    if (number.value().scale() > 0) {
      return unlike(where, "int");
    }
    return number.value().toBigInteger().bitLength() < Long.SIZE
        ? number
        : new Fault(Fault.Kind.OVERFLOW, "`" + where + "` does not fit in an `int` of 64 bits");
  }

  private static Result coerceMoney(Value value, String where) {
    if (!(value instanceof Value.Struct struct) || struct.members().size() != 2) {
      return unlike(where, "money");
    }
    Value amount = struct.members().get("amount");
    Value currency = struct.members().get("currency");
    if (amount == null || !(currency instanceof Value.Text code)) {
      return unlike(where, "money");
    }
    Result number = amount instanceof Value.Text text ? DecimalText.parse(text.value()) : amount;
    if (!(number instanceof Value.Num exact)) {
      return new Fault(Fault.Kind.MALFORMED, "`" + where + ".amount` is no decimal");
    }
    return Currencies.isCode(code.value())
        ? new Value.Money(exact.value(), code.value())
        : new Fault(Fault.Kind.CURRENCY, "`" + where + ".currency` is no ISO 4217 code");
  }

  private static Result coerceList(Value value, Type.ListOf type, String where) {
    if (!(value instanceof Value.Sequence sequence)) {
      return unlike(where, "list");
    }
    return coerceEach(sequence, type.element(), where);
  }

  private static Result coerceSet(Value value, Type.SetOf type, String where) {
    if (value instanceof Value.Distinct) {
      return value;
    }
    if (!(value instanceof Value.Sequence sequence)) {
      return unlike(where, "set");
    }
    Result elements = coerceEach(sequence, type.element(), where);
    return elements instanceof Value.Sequence coerced
        ? distinct(coerced.elements(), where)
        : elements;
  }

  private static Result coerceEach(Value.Sequence sequence, Type type, String where) {
    List<Value> elements = sequence.elements();
    List<Value> coerced = new ArrayList<>(elements.size());
    boolean changed = false;
    for (int i = 0; i < elements.size(); i++) {
      Value element = elements.get(i);
      if (fits(element, type)) {
        coerced.add(element);
      } else {
        Result result = coerce(element, type, where + "[" + i + "]");
        if (!(result instanceof Value other)) {
          return result;
        }
        coerced.add(other);
        changed = true;
      }
    }
    return changed ? new Value.Sequence(coerced) : sequence;
  }

  /** The set of these elements in the order in which sets are walked; a fault if two are equal. */
  public static Result distinct(List<Value> elements, String where) {
    SortedMap<byte[], Value> sorted = new TreeMap<>(Arrays::compareUnsigned);
    for (Value element : elements) {
      if (sorted.put(CanonicalForm.typed(element), element) != null) {
        return new Fault(Fault.Kind.MALFORMED, "`" + where + "` holds the same element twice");
      }
    }
    return new Value.Distinct(List.copyOf(sorted.values()));
  }

  private static Result coerceRecord(Value value, Type.RecordOf type, String where) {
    if (!(value instanceof Value.Struct struct)) {
      return unlike(where, "record");
    }
    for (String name : struct.members().keySet()) {
      if (!type.members().containsKey(name)) {
        return new Fault(Fault.Kind.DECLARATION, "`" + where + "." + name + "` is not declared");
      }
    }
    SortedMap<String, Value> coerced = new TreeMap<>();
    for (Map.Entry<String, Type.Member> member : type.members().entrySet()) {
      Value given = struct.members().get(member.getKey());
      if (given != null) {
        switch (coerce(given, member.getValue().type(), where + "." + member.getKey())) {
          case Fault fault -> {
            return fault;
          }
          case Value fitting -> coerced.put(member.getKey(), fitting);
        }
      } else if (!member.getValue().optional()) {
        return new Fault(
            Fault.Kind.DECLARATION, "`" + where + "." + member.getKey() + "` is absent");
      }
    }
    return new Value.Struct(coerced);
  }

  private static Fault unlike(String where, String type) {
    return new Fault(Fault.Kind.TYPE, "`" + where + "` is not of type `" + type + "`");
  }
}
