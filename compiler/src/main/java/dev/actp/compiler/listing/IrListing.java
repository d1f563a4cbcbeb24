package dev.actp.compiler.listing;

import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A policy's meaning as JSON: exactly what its digest is of, and the digest. A form {@code (name
 * part part)} of the canonical text is an object of one member, whose value is the array of its
 * parts, or the part where there is one; a text is a string; a word is a number, a truth value or a
 * string, and in a pattern an object, so that wildcards differ from texts.
 */
public final class IrListing {
  private static final int WIDTH = 100;
  private static final String STEP = "  ";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  private final String text;
  private int at;

  private IrListing(String text) {
    this.text = text;
  }

  /** The listing, a JSON object on several lines with a line feed at its end. */
  public static String of(Policy policy) {
    Value tree = new IrListing(Canonical.text(policy)).node(false);
    Map<String, Value> members =
        Map.of("digest", new Value.Text(PolicyDigest.of(policy)), "meaning", tree);
    return laidOut(new Value.Struct(new TreeMap<>(members)), "") + "\n";
  }

  private Value node(boolean inPattern) {
    return switch (text.charAt(at)) {
      case '(' -> form();
      case '"' -> new Value.Text(quoted());
      default -> inPattern ? member("wildcard", new Value.Text(word())) : scalar(word());
    };
  }

  private Value form() {
    at++;
    String name = word();
    List<Value> parts = new ArrayList<>();
    while (text.charAt(at) != ')') {
      if (text.charAt(at) == ' ') {
        at++;
      } else {
        parts.add(node(name.equals("pattern")));
      }
    }
    at++;
    return member(name, parts.size() == 1 ? parts.getFirst() : new Value.Sequence(parts));
  }

  private static Value member(String name, Value value) {
    return new Value.Struct(new TreeMap<>(Map.of(name, value)));
  }

  private String word() {
    int start = at;
    while (text.charAt(at) != ' ' && text.charAt(at) != ')') {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder quoted = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      quoted.append(text.charAt(at));
    }
    at++;
    return quoted.toString();
  }

  private static Value scalar(String word) {
    if (NUMBER.matcher(word).matches()) {
      return new Value.Num(new BigDecimal(word));
    }
    return switch (word) {
      case "true" -> Value.Bool.TRUE;
      case "false" -> Value.Bool.FALSE;
      default -> new Value.Text(word);
    };
  }

  /** On one line where it fits, else each element on its own. */
  private static String laidOut(Value value, String indent) {
    String flat = flat(value);
    if (indent.length() + flat.length() <= WIDTH) {
      return flat;
    }
    String deeper = indent + STEP;
    return switch (value) {
      case Value.Struct(var members) when members.size() == 1 ->
          "{" + named(members.firstEntry(), laidOut(members.firstEntry().getValue(), indent)) + "}";
      case Value.Struct(var members) ->
          members.entrySet().stream()
              .map(member -> deeper + named(member, laidOut(member.getValue(), deeper)))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case Value.Sequence(var elements) ->
          elements.stream()
              .map(element -> deeper + laidOut(element, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      case Value scalar -> flat;
    };
  }

  private static String flat(Value value) {
    return switch (value) {
      case Value.Struct(var members) ->
          members.entrySet().stream()
              .map(member -> named(member, flat(member.getValue())))
              .collect(Collectors.joining(", ", "{", "}"));
      case Value.Sequence(var elements) ->
          elements.stream().map(IrListing::flat).collect(Collectors.joining(", ", "[", "]"));
      case Value scalar -> ValueWriter.text(scalar);
    };
  }

  private static String named(Map.Entry<String, Value> member, String value) {
    return ValueWriter.text(new Value.Text(member.getKey())) + ": " + value;
  }
}
