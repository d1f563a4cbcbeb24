package dev.actp.compiler.types;

import dev.actp.compiler.resolve.Report;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.Name;
import dev.actp.runtime.value.Type;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From types as they are written to types. */
final class TypeReader {
  private static final Map<String, Type.Basic> WORDS =
      Stream.of(Type.Basic.values())
          .filter(t -> t != Type.Basic.ANY)
          .collect(Collectors.toUnmodifiableMap(t -> t.name().toLowerCase(Locale.ROOT), t -> t));

  private final Report report;

  TypeReader(Report report) {
    this.report = report;
  }

  /** The members that fields declare, by name; the first counts where two share one. */
  SortedMap<String, Type.Member> members(List<Field> fields) {
    SortedMap<String, Type.Member> members = new TreeMap<>();
    Map<String, Name> places = new HashMap<>();
    for (Field field : fields) {
      Name first = places.putIfAbsent(field.name().text(), field.name());
      Type.Member member = member(field);
      if (first == null) {
        members.put(field.name().text(), member);
      } else {
        report.add(
            Diagnostic.error(
                    Code.DUPLICATE_NAME,
                    "`" + field.name() + "` is declared twice",
                    field.name().span())
                .withLabel(first.span(), "first here"));
      }
    }
    return Collections.unmodifiableSortedMap(members);
  }

  Type.Member member(Field field) {
    return new Type.Member(type(field.type()), field.optional());
  }

  private Type type(dev.actp.dsl.syntax.Type written) {
    return switch (written) {
      case dev.actp.dsl.syntax.Type.Named named -> basic(named.name());
      case dev.actp.dsl.syntax.Type.ListOf list -> new Type.ListOf(type(list.element()));
      case dev.actp.dsl.syntax.Type.SetOf set -> new Type.SetOf(type(set.element()));
      case dev.actp.dsl.syntax.Type.RecordOf fields -> new Type.RecordOf(members(fields.fields()));
    };
  }

  private Type basic(Name name) {
    Type.Basic type = WORDS.get(name.text());
    if (type != null) {
      return type;
    }
    String otherwise =
        switch (name.text()) {
          case "list", "set" -> "say of what: `" + name + "<string>`";
          default ->
              "the types are `"
                  + String.join("`, `", WORDS.keySet().stream().sorted().toList())
                  + "`, `list<...>`, `set<...>` and `{ name: type }`";
        };
    report.error(
        Code.UNKNOWN_TYPE,
        "there is no type `" + name + "`",
        name.span(),
        Suggestion.help(name.text(), WORDS.keySet(), otherwise));
    return Type.Basic.ANY;
  }
}
