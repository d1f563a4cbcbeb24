package dev.actp.runtime.json;

import dev.actp.runtime.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a JSON object by name and collects what does not fit, each with its JSON
 * pointer (RFC 6901), so that one answer can say everything that is wrong. A member may go by
 * several names; giving two of them different values is a misfit, as nobody could say which one
 * counts. Not thread-safe.
 */
public final class Members {
  private final String pointer;
  private final Map<String, Value> members;
  private final List<Misfit> misfits;
  private final Set<String> known = new HashSet<>();

  /**
   * What does not fit.
   *
   * @param pointer where; empty for the whole document
   * @param why one line, lower case, no final period
   */
  public record Misfit(String pointer, String why) {}

  private Members(String pointer, Map<String, Value> members, List<Misfit> misfits) {
    this.pointer = pointer;
    this.members = members;
    this.misfits = misfits;
  }

  /** A reader of a whole document. */
  public static Members of(Value.Struct document) {
    return new Members("", document.members(), new ArrayList<>());
  }

  /** What did not fit so far, here and in every reader that came from this document. */
  public List<Misfit> misfits() {
    return List.copyOf(misfits);
  }

  /** Adds a misfit of the caller's finding. */
  public void misfit(String name, String why) {
    misfits.add(new Misfit(at(name), why));
  }

  /** The pointer of a member. */
  public String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** Every member that nobody asked for is a misfit from here on. */
  public void refuseOthers() {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        misfit(name, "unknown member");
      }
    }
  }

  /** The object that is read, without a member. */
  public Value.Struct without(String name) {
    TreeMap<String, Value> rest = new TreeMap<>(members);
    rest.remove(name);
    return new Value.Struct(rest);
  }

  /** A member of any kind, or null. */
  public @Nullable Value any(String... names) {
    @Nullable Value found = null;
    for (String name : names) {
      known.add(name);
      Value value = members.get(name);
      if (value != null && found != null && !value.equals(found)) {
        misfit(name, "differs from `" + names[0] + "`, which means the same");
      }
      found = found == null ? value : found;
    }
    return found;
  }

  /** A text, or null. */
  public @Nullable String text(String... names) {
    return switch (any(names)) {
      case null -> null;
      case Value.Text text -> text.value();
      case Value other -> {
        misfit(names[0], "has to be a string");
        yield null;
      }
    };
  }

  /** A text that has to be there and not empty; empty where it is not. */
  public String needText(String... names) {
    String text = text(names);
    if (text == null || text.isEmpty()) {
      if (any(names) == null || text != null) {
        misfit(names[0], "is required");
      }
      return "";
    }
    return text;
  }

  /** A whole number of 64 bits, or null. */
  public @Nullable Long whole(String... names) {
    Value value = any(names);
    if (value instanceof Value.Num(BigDecimal number)
        && number.scale() == 0
        && number.unscaledValue().bitLength() < Long.SIZE) {
      return number.longValueExact();
    }
    if (value != null) {
      misfit(names[0], "has to be a whole number");
    }
    return null;
  }

  /** A truth value; false where absent. */
  public boolean flag(String... names) {
    return switch (any(names)) {
      case null -> false;
      case Value.Bool bool -> bool.value();
      case Value other -> {
        misfit(names[0], "has to be true or false");
        yield false;
      }
    };
  }

  /** An object as it is; empty where absent. */
  public Value.Struct struct(String... names) {
    return switch (any(names)) {
      case null -> Value.Struct.EMPTY;
      case Value.Struct struct -> struct;
      case Value other -> {
        misfit(names[0], "has to be an object");
        yield Value.Struct.EMPTY;
      }
    };
  }

  /** A reader of an object, or null. */
  public @Nullable Members object(String name) {
    return switch (any(name)) {
      case null -> null;
      case Value.Struct(var inner) -> new Members(at(name), inner, misfits);
      case Value other -> {
        misfit(name, "has to be an object");
        yield null;
      }
    };
  }

  /** Texts in their order; empty where absent. */
  public List<String> texts(String... names) {
    List<String> texts = new ArrayList<>();
    for (Value element : elements(names)) {
      if (element instanceof Value.Text(String text)) {
        texts.add(text);
      } else {
        misfit(names[0], "has to hold strings only");
      }
    }
    return texts;
  }

  /** A reader for each object of a list; none where absent. */
  public List<Members> each(String... names) {
    List<Members> readers = new ArrayList<>();
    List<Value> elements = elements(names);
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Value.Struct(var inner)) {
        readers.add(new Members(at(names[0]) + "/" + i, inner, misfits));
      } else {
        misfit(names[0], "has to hold objects only");
      }
    }
    return readers;
  }

  private List<Value> elements(String... names) {
    return switch (any(names)) {
      case null -> List.of();
      case Value.Sequence sequence -> sequence.elements();
      case Value other -> {
        misfit(names[0], "has to be a list");
        yield List.of();
      }
    };
  }

  /** The first misfit, for callers that stop at it. */
  public Optional<Misfit> first() {
    return misfits.stream().findFirst();
  }
}
