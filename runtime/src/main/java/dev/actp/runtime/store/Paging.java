package dev.actp.runtime.store;

import dev.actp.runtime.registry.Page;
import java.util.List;
import java.util.function.Function;

/** Cutting pages from lists that were read one item too far. */
final class Paging {
  private static final int LARGEST = 1_000;

  private Paging() {}

  /** The number of items that a page may have. */
  static int size(int asked) {
    return Math.clamp(asked, 1, LARGEST);
  }

  /**
   * A page of what was read.
   *
   * @param read up to one item more than the page's size
   * @param cursor the cursor behind an item
   */
  static <T> Page<T> of(List<T> read, int limit, Function<T, String> cursor) {
    int size = size(limit);
    if (read.size() <= size) {
      return new Page<>(read, "");
    }
    return new Page<>(read.subList(0, size), cursor.apply(read.get(size - 1)));
  }

  /** A number out of a cursor; where it holds none, what an empty cursor stands for. */
  static long number(String cursor, long otherwise) {
    try {
      return cursor.isEmpty() ? otherwise : Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
