package dev.actp.dsl.format;

import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Length;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random draws that a seed repeats. */
final class Dice {
  private static final String[] NAMES = {
    "amount",
    "rows",
    "to",
    "limit",
    "session",
    "agent",
    "resource",
    "context",
    "now",
    "in",
    "not",
    "every",
    "list",
    "set",
    "any",
    "action",
    "on",
    "as",
    "USD",
    "true",
    "tenant",
    "token",
    "present",
    "domain",
    "x_1",
    "github.create-issue",
    "Content-Type",
    "read:customer",
    "na\u00efve",
    "",
    "a\"b\\c",
    "\u202e*{}"
  };
  private static final String[] TEXTS = {
    "",
    "finance",
    "a b",
    "\"quoted\"",
    "back\\slash",
    "*{session.x}",
    "\u65e5\u672c",
    "\ud83d\ude00",
    "tab\tnl\n",
    "\u202e\u00a0",
    "// no comment",
    "a rather long text that makes lines break where they can break"
  };

  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in so many. */
  boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  @SafeVarargs
  final <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  <T> List<T> list(int least, int most, Supplier<T> item) {
    int size = least + random.nextInt(most - least + 1);
    List<T> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(item.get());
    }
    return items;
  }

  Name name() {
    return Name.of(pick(NAMES));
  }

  /** A name that needs no quotes. */
  Name identifier() {
    return Name.of(pick("amount", "rows", "limit", "list", "when", "USD", "x_1", "tenant", "ip"));
  }

  String words() {
    return pick(TEXTS);
  }

  Text text() {
    return Text.of(words());
  }

  Count count() {
    return Count.of(1 + random.nextInt(300));
  }

  Length length() {
    return Length.of(1 + random.nextInt(90), pick(Length.Unit.values()));
  }
}
