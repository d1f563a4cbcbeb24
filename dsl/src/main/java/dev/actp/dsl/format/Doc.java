package dev.actp.dsl.format;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with places where it may break, after Wadler's "A prettier printer" (2003): a group stays
 * on one line if it fits, and else breaks at all its own places.
 */
sealed interface Doc {
  /** Characters without a line end. */
  record Text(String text) implements Doc {}

  /** One after the other. */
  record Concat(List<Doc> parts) implements Doc {}

  /** A place where a line may end. */
  enum Line implements Doc {
    /** A line end where the group breaks, else a blank. */
    OR_BLANK,
    /** A line end where the group breaks, else nothing. */
    OR_NOTHING,
    /** Always a line end; every group around it breaks. */
    ALWAYS
  }

  /** Lines that start inside are indented by so many cells more. */
  record Indent(int by, Doc doc) implements Doc {}

  /** Breaks as one. */
  record Group(Doc doc) implements Doc {}

  static Doc empty() {
    return new Text("");
  }

  static Doc text(String text) {
    return new Text(text);
  }

  static Doc concat(Doc... parts) {
    return new Concat(List.of(parts));
  }

  static Doc concat(List<Doc> parts) {
    return new Concat(List.copyOf(parts));
  }

  static Doc indent(int by, Doc... parts) {
    return new Indent(by, concat(parts));
  }

  static Doc group(Doc... parts) {
    return new Group(concat(parts));
  }

  /** The items with a separator between them. */
  static Doc join(Doc separator, List<Doc> items) {
    List<Doc> parts = new ArrayList<>();
    for (Doc item : items) {
      if (!parts.isEmpty()) {
        parts.add(separator);
      }
      parts.add(item);
    }
    return concat(parts);
  }

  /** {@code open item, item close}: all on one line, or each item on its own. */
  static Doc bracketed(String open, Doc edge, List<Doc> items, String close) {
    return items.isEmpty()
        ? text(open + close)
        : group(
            text(open),
            indent(2, edge, join(concat(text(","), Line.OR_BLANK), items)),
            edge,
            text(close));
  }

  /** Whether it cannot stand on one line. */
  default boolean isBroken() {
    return switch (this) {
      case Text text -> false;
      case Line line -> line == Line.ALWAYS;
      case Concat concat -> concat.parts().stream().anyMatch(Doc::isBroken);
      case Indent indent -> indent.doc().isBroken();
      case Group group -> group.doc().isBroken();
    };
  }

  /** Whether nothing is in it, not even a place to break. */
  default boolean isEmpty() {
    return switch (this) {
      case Text text -> text.text().isEmpty();
      case Line line -> false;
      case Concat concat -> concat.parts().stream().allMatch(Doc::isEmpty);
      case Indent indent -> indent.doc().isEmpty();
      case Group group -> group.doc().isEmpty();
    };
  }
}
