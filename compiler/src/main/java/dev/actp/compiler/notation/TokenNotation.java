package dev.actp.compiler.notation;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.compiler.notation.document.Pointer;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tokens written out with their capabilities, {@code token}, {@code capability_token}, {@code
 * coordinator_token} and the like: what a token may is a policy here, what is said about one token
 * is given when it is issued.
 */
final class TokenNotation {
  private static final List<String> OF_ONE_TOKEN = List.of("id", "agent", "granted", "context");

  private final String file;
  private final Findings findings;

  TokenNotation(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  static boolean fits(Value.Struct document) {
    return !document.members().isEmpty()
        && document.members().entrySet().stream()
            .allMatch(each -> isToken(each.getKey()) && each.getValue() instanceof Value.Struct);
  }

  private static boolean isToken(String key) {
    return key.equals("token") || key.endsWith("_token");
  }

  List<Part> parts(Value.Struct document) {
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, Value> each : document.members().entrySet()) {
      if (each.getValue() instanceof Value.Struct token) {
        String pointer = "/" + Pointer.step(each.getKey());
        unit(each.getKey(), token, pointer).ifPresent(unit -> parts.add(new Part(unit, pointer)));
      }
    }
    return parts;
  }

  private Optional<PolicyFile> unit(String key, Value.Struct token, String pointer) {
    SortedMap<String, Value> policy = new TreeMap<>(token.members());
    for (String name : OF_ONE_TOKEN) {
      if (policy.remove(name) != null) {
        findings.warn(
            pointer + "/" + name,
            "`" + name + "` is said of one token: it is given when a token is issued");
      }
    }
    Value expires = policy.remove("expires");
    policy.putIfAbsent("name", new Value.Text(name(key)));
    Optional<PolicyFile> unit =
        PolicyNotation.unit(new Value.Struct(policy), pointer, "", findings);
    return expires == null
        ? unit
        : unit.map(file -> withLifetime(file, expires, pointer + "/expires"));
  }

  private String name(String key) {
    return key.equals("token") || key.equals("capability_token")
        ? file
        : key.substring(0, key.length() - "_token".length());
  }

  private PolicyFile withLifetime(PolicyFile unit, Value expires, String pointer) {
    Optional<Length> lifetime = TimeConstraints.length(expires);
    if (lifetime.isEmpty()) {
      findings.warn(
          pointer,
          "an expiry at a point in time is said of one token; a policy has `token lifetime at most"
              + " 8h`");
      return unit;
    }
    List<Declaration> declarations = new ArrayList<>(unit.declarations());
    declarations.add(new Declaration.TokenLifetime(List.of(), lifetime.get(), Span.NONE));
    return new PolicyFile(
        unit.documentation(),
        unit.kind(),
        unit.name(),
        unit.version(),
        unit.imports(),
        declarations,
        Span.NONE);
  }
}
