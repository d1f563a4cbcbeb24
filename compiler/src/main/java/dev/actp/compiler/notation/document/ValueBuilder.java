package dev.actp.compiler.notation.document;

import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.value.DecimalText;
import dev.actp.runtime.value.Fault;
import dev.actp.runtime.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a value of the parts of a document, and refuses what could be read in two ways. */
final class ValueBuilder implements Parts {
  private final Deque<Level> open = new ArrayDeque<>();
  private final Set<String> nulls = new HashSet<>();
  private @Nullable Value whole;

  /** An object or array that has begun. */
  private static final class Level {
    final boolean object;
    final TreeMap<String, Value> members = new TreeMap<>();
    final Set<String> names = new HashSet<>();
    final List<Value> elements = new ArrayList<>();
    String name = "";

    /** Elements so far, nulls included. */
    int count;

    Level(boolean object) {
      this.object = object;
    }
  }

  /** The document; nothing where it holds nothing. */
  Optional<Value> value() {
    return Optional.ofNullable(whole);
  }

  Set<String> nulls() {
    return nulls;
  }

  @Override
  public void object(Span at) {
    open(new Level(true), at);
  }

  @Override
  public void array(Span at) {
    open(new Level(false), at);
  }

  private void open(Level level, Span at) {
    if (open.size() == DocumentReader.MAX_LEVELS) {
      throw new Refusal(
          "the document has more than " + DocumentReader.MAX_LEVELS + " levels", at, null);
    }
    open.addLast(level);
  }

  @Override
  public void end() {
    Level level = open.removeLast();
    put(level.object ? new Value.Struct(level.members) : new Value.Sequence(level.elements));
  }

  @Override
  public void name(String name, Span at) {
    Level level = open.getLast();
    if (!level.names.add(wellFormed(name, at))) {
      throw new Refusal("this name occurs twice in one object", at, null);
    }
    level.name = name;
  }

  @Override
  public void scalar(Scalar scalar, Span at) {
    switch (scalar) {
      case Scalar.Text text -> put(new Value.Text(wellFormed(text.text(), at)));
      case Scalar.Digits number -> put(number(number.text()));
      case Scalar.Truth truth -> put(Value.Bool.of(truth.value()));
      case Scalar.Null ignored -> putNull();
    }
  }

  private static Value number(String digits) {
    return switch (DecimalText.parse(digits)) {
      case Value value -> value;
      case Fault beyond -> new Value.Text(digits);
    };
  }

  private void put(Value value) {
    Level level = open.peekLast();
    if (level == null) {
      whole = value;
    } else if (level.object) {
      level.members.put(level.name, value);
    } else {
      level.elements.add(value);
      level.count++;
    }
  }

  private void putNull() {
    Level level = open.peekLast();
    if (level != null && !level.object) {
      nulls.add(Pointer.of(open.stream().map(ValueBuilder::step).toList()));
      level.count++;
    }
  }

  private static String step(Level level) {
    return level.object ? level.name : String.valueOf(level.count);
  }

  private static String wellFormed(String text, Span at) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
        if (!pair) {
          throw new Refusal("this string holds half of a surrogate pair", at, null);
        }
        i++;
      }
    }
    return text;
  }
}
