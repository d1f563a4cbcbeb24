package dev.actp.server.http;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names of constants as they are sent. */
final class Words {
  private Words() {}

  /** A constant in lower case. */
  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Several, in backticks. */
  static String list(Collection<? extends Enum<?>> values) {
    return values.stream().map(v -> "`" + of(v) + "`").sorted().collect(Collectors.joining(", "));
  }
}
