package dev.actp.compiler.notation.schema;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.runtime.value.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows {@code $ref} inside one document (RFC 6901 pointers in a URI fragment). What leads out of
 * it is a problem: nothing is fetched, and no other file is read.
 */
final class References {
  /** How many references one may lead through; longer chains are cycles, or as good as. */
  private static final int MAX_CHAIN = 16;

  private final Value root;
  private final Findings findings;

  References(Value root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /** The reference that the value is, or null. */
  static @Nullable String of(Value value) {
    return value instanceof Value.Struct(var members)
            && members.get("$ref") instanceof Value.Text(String reference)
        ? reference
        : null;
  }

  /**
   * What the value stands for: itself, where it is no reference.
   *
   * @param at where the value stands, for problems
   * @return null where there is a problem
   */
  @Nullable Value resolve(Value value, String at) {
    Value found = value;
    for (int i = 0; found != null && of(found) != null; i++) {
      if (i == MAX_CHAIN) {
        findings.problem(at, "these references lead to no end");
        return null;
      }
      found = follow(of(found), at);
    }
    return found;
  }

  private @Nullable Value follow(@Nullable String reference, String at) {
    if (reference == null || !(reference.equals("#") || reference.startsWith("#/"))) {
      findings.problem(
          at, "`$ref` leads out of the document: nothing is fetched, put what it names into it");
      return null;
    }
    Value found = root;
    for (String step : steps(reference)) {
      found = found == null ? null : member(found, step);
    }
    if (found == null) {
      findings.problem(at, "`$ref` leads to nothing: " + Findings.shown(reference));
    }
    return found;
  }

  private static List<String> steps(String reference) {
    if (reference.equals("#")) {
      return List.of();
    }
    return List.of(reference.substring(2).split("/", -1)).stream()
        .map(References::decoded)
        .map(step -> step.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static String decoded(String step) {
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return step;
    }
  }

  private static @Nullable Value member(Value value, String step) {
    return switch (value) {
      case Value.Struct(var members) -> members.get(step);
      case Value.Sequence(var elements) when step.matches("0|[1-9][0-9]{0,6}") -> {
        int index = Integer.parseInt(step);
        yield index < elements.size() ? elements.get(index) : null;
      }
      case Value other -> null;
    };
  }
}
