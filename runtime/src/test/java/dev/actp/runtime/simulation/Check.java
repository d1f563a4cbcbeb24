package dev.actp.runtime.simulation;

import java.util.function.Supplier;

/** Fails a world. Cheap where nothing fails: a world makes thousands of these. */
final class Check {
  private Check() {}

  static void that(boolean holds, Supplier<String> otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.get());
    }
  }

  @SuppressWarnings("AnnotateFormatMethod") // every format is `%s`, which takes anything
  static void that(boolean holds, String otherwise, Object... what) {
    if (!holds) {
      throw new AssertionError(String.format(otherwise, what));
    }
  }
}
