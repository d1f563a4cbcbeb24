package dev.actp.compiler.diff;

import dev.actp.runtime.value.Type;
import java.util.Locale;
import java.util.stream.Collectors;

/** Types as a policy's author would write them. */
final class TypeText {
  private TypeText() {}

  static String of(Type.Member member) {
    return of(member.type()) + (member.optional() ? " optional" : "");
  }

  private static String of(Type type) {
    return switch (type) {
      case Type.Basic basic -> basic.name().toLowerCase(Locale.ROOT);
      case Type.ListOf list -> "list<" + of(list.element()) + ">";
      case Type.SetOf set -> "set<" + of(set.element()) + ">";
      case Type.RecordOf record ->
          record.members().entrySet().stream()
              .map(member -> member.getKey() + ": " + of(member.getValue()))
              .collect(Collectors.joining(", ", "{ ", " }"));
    };
  }
}
