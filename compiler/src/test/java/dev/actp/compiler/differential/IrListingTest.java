package dev.actp.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.actp.compiler.listing.IrListing;
import dev.actp.compiler.rules.RuleCompiler;
import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.policy.Canonical;
import dev.actp.runtime.policy.Policy;
import dev.actp.runtime.policy.PolicyDigest;
import dev.actp.runtime.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The listing of a policy's meaning leaves nothing out, and says it in the same order. */
class IrListingTest {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 200);

  private final RuleCompiler compiler = new RuleCompiler();

  @Test
  void theCanonicalTextCanBeReadFromTheListing() {
    for (long seed = 0; seed < 100; seed++) {
      new World(seed, this::checked);
    }
  }

  private CompiledPolicy checked(Policy policy) {
    assertThat(StrictJson.read(IrListing.of(policy), LIMITS))
        .isInstanceOfSatisfying(
            StrictJson.Reading.Document.class,
            document -> {
              Value.Struct listing = (Value.Struct) document.value();
              assertThat(listing.members().get("digest"))
                  .isEqualTo(new Value.Text(PolicyDigest.of(policy)));
              assertThat(text(listing.members().getOrDefault("meaning", Value.Bool.FALSE)))
                  .isEqualTo(unquoted(Canonical.text(policy)));
            });
    return compiler.compile(policy);
  }

  private static String text(Value node) {
    return switch (node) {
      case Value.Struct(var members) -> form(members.firstKey(), members.firstEntry().getValue());
      case Value.Text(String text) -> text;
      case Value.Num(var number) -> number.toPlainString();
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value other -> throw new AssertionError("no part of a listing: " + other);
    };
  }

  private static String form(String name, Value value) {
    if (name.equals("wildcard")) {
      return " " + text(value);
    }
    List<Value> parts = value instanceof Value.Sequence(var several) ? several : List.of(value);
    StringBuilder form = new StringBuilder("(").append(name);
    parts.forEach(part -> form.append(part instanceof Value.Struct ? "" : " ").append(text(part)));
    return form.append(')').toString();
  }

  /** Without the marks of texts, and without the spaces before forms. */
  private static String unquoted(String canonical) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        text.append(canonical.charAt(++i));
      } else if (quoted || c != ' ' || canonical.charAt(i + 1) != '(') {
        text.append(c);
      }
    }
    return text.toString();
  }
}
