package dev.actp.runtime.function;

import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;

/** All that a context says, as texts. */
final class ContextTexts {
  private final List<String> texts = new ArrayList<>();

  private ContextTexts() {}

  /** Every text and number at any depth, behind the name of the member that holds it. */
  static List<String> of(Value.Struct context) {
    ContextTexts all = new ContextTexts();
    all.add("", context);
    return all.texts;
  }

  private void add(String name, Value value) {
    switch (value) {
      case Value.Text text -> say(name, text.value());
      case Value.Num number -> say(name, number.value().toPlainString());
      case Value.Money money -> say(name, money.amount().toPlainString());
      case Value.Bool bool -> say(name, "");
      case Value.Ip ip -> say(name, "");
      case Value.Timestamp timestamp -> say(name, "");
      case Value.Span span -> say(name, "");
      case Value.Sequence sequence -> sequence.elements().forEach(element -> add(name, element));
      case Value.Distinct set -> set.elements().forEach(element -> add(name, element));
      case Value.Struct struct -> {
        texts.add(name);
        struct.members().forEach(this::add);
      }
    }
  }

  private void say(String name, String value) {
    texts.add(name + ": " + value);
  }
}
