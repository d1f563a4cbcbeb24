package dev.actp.compiler.notation;

import static dev.actp.compiler.notation.Trees.attribute;
import static dev.actp.compiler.notation.Trees.call;
import static dev.actp.compiler.notation.Trees.compare;
import static dev.actp.compiler.notation.Trees.require;

import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Expression.Comparison.Operator;
import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.Locale;

/** Constraints on whom and what an action reaches, and how much it moves. */
final class ReachConstraints {
  private ReachConstraints() {}

  static void maxAmount(Given given, Draft.Parts parts) {
    given
        .amount()
        .ifPresent(
            most -> {
              Expression amount = attribute("amount");
              parts.add(require(compare(amount, Operator.GREATER, Trees.number(0))));
              parts.add(require(compare(amount, Operator.LESS_OR_EQUAL, Trees.number(most))));
            });
  }

  static void maxRecipients(Given given, Draft.Parts parts) {
    given
        .count()
        .ifPresent(
            most ->
                parts.add(
                    require(
                        compare(
                            call("count", attribute("to")),
                            Operator.LESS_OR_EQUAL,
                            Trees.number(most)))));
  }

  /** With or without {@code @}; a reading action sends nothing, so it may name no recipients. */
  static void allowedDomains(Given given, Draft.Parts parts) {
    given
        .texts()
        .ifPresent(
            names -> {
              List<String> domains =
                  names.stream()
                      .map(name -> name.startsWith("@") ? name.substring(1) : name)
                      .map(name -> name.toLowerCase(Locale.ROOT))
                      .toList();
              Expression inside =
                  Trees.every(
                      "address",
                      Trees.collection("to"),
                      compare(
                          call("domain", attribute("address")), Operator.IN, Trees.texts(domains)));
              parts.add(require(parts.reading() ? Trees.ifPresent("to", inside) : inside));
            });
  }

  static void safeDomains(Given given, Draft.Parts parts) {
    if (given.value() instanceof Value.Bool(boolean on)) {
      if (on) {
        given.wrong("the list of domains itself: this tenant keeps no list of safe domains");
      }
      return;
    }
    given
        .texts()
        .ifPresent(
            hosts -> {
              Expression host = call("host", attribute("url"));
              Expression safe = compare(host, Operator.IN, Trees.texts(hosts));
              parts.add(require(parts.reading() ? Trees.ifPresent("url", safe) : safe));
            });
  }

  static void onlyForCustomer(Given given, Draft.Parts parts) {
    boolean whose =
        given.value().equals(Value.Bool.TRUE)
            || given.value().equals(new Value.Text("{{session.customer_id}}"));
    if (!whose) {
      given.wrong("`\"{{session.customer_id}}\"` or `true`");
      return;
    }
    Expression customer = Trees.sessionValue(given.draft().session("customer_id"));
    parts.add(require(compare(customer, Operator.EQUAL, attribute("customer_id"))));
  }
}
