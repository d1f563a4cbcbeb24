package dev.actp.compiler.types;

import dev.actp.compiler.resolve.Report;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.Pattern.Part;
import dev.actp.runtime.policy.Pattern.Part.Wildcard;
import dev.actp.runtime.value.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lowers globs, and holds their placeholders against the declarations. */
public final class Patterns {
  private final Declarations declarations;
  private final Report report;

  public Patterns(Declarations declarations, Report report) {
    this.declarations = declarations;
    this.report = report;
  }

  /** The meaning of several globs. */
  public List<dev.actp.runtime.policy.Pattern> lower(List<Pattern> patterns) {
    return patterns.stream().map(this::lower).toList();
  }

  /** The meaning of a glob; what is wrong with it is reported. */
  public dev.actp.runtime.policy.Pattern lower(Pattern pattern) {
    List<dev.actp.runtime.policy.Pattern.Part> parts = new ArrayList<>();
    for (int i = 0; i < pattern.parts().size(); i++) {
      parts.add(lower(pattern, i));
    }
    return new dev.actp.runtime.policy.Pattern(parts);
  }

  private dev.actp.runtime.policy.Pattern.Part lower(Pattern pattern, int index) {
    return switch (pattern.parts().get(index)) {
      case Part.Literal literal -> new dev.actp.runtime.policy.Pattern.Part.Literal(literal.text());
      case Part.SessionValue value -> {
        placeholder(
            "session", value.name(), declared(declarations.session().get(value.name().text())));
        yield new dev.actp.runtime.policy.Pattern.Part.SessionValue(value.name().text());
      }
      case Part.AgentValue value -> {
        placeholder("agent", value.name(), agent(value.name()));
        yield new dev.actp.runtime.policy.Pattern.Part.AgentValue(value.name().text());
      }
      case Part.Wildcard wildcard ->
          switch (wildcard) {
            case STAR -> isWholeLastSegment(pattern, index) ? Wildcard.REST : Wildcard.STAR;
            case DOUBLE_STAR -> Wildcard.ANY;
          };
    };
  }

  private static boolean isWholeLastSegment(Pattern pattern, int index) {
    boolean last = index == pattern.parts().size() - 1;
    return last
        && (index == 0
            || (pattern.parts().get(index - 1) instanceof Part.Literal before
                && before.text().endsWith("/")));
  }

  private static @Nullable Type declared(Type.@Nullable Member member) {
    return member == null ? null : member.type();
  }

  private @Nullable Type agent(Name name) {
    return name.text().equals("id") || name.text().equals("name")
        ? Type.Basic.STRING
        : declared(declarations.agent().get(name.text()));
  }

  private void placeholder(String root, Name name, @Nullable Type type) {
    boolean session = root.equals("session");
    if (type == null) {
      Paths.reportUnknown(
          session ? Code.UNKNOWN_SESSION_VALUE : Code.UNKNOWN_AGENT_VALUE,
          root,
          name,
          (session ? declarations.session() : declarations.agent()).keySet(),
          report);
    } else if (!fits(type)) {
      report.error(
          Code.PLACEHOLDER_TYPE,
          "`" + root + "." + name + "` is `" + Shape.words(type) + "`, which cannot fill a pattern",
          name.span(),
          "a string, an email, an int or a set of strings can");
    }
  }

  private static boolean fits(Type type) {
    return switch (type) {
      case Type.Basic basic -> isText(basic) || basic == Type.Basic.INT || basic == Type.Basic.ANY;
      case Type.SetOf set -> isText(set.element());
      case Type.ListOf ignored -> false;
      case Type.RecordOf ignored -> false;
    };
  }

  private static boolean isText(Type type) {
    return type == Type.Basic.STRING || type == Type.Basic.EMAIL;
  }
}
