package dev.actp.compiler.notation;

import dev.actp.dsl.parser.ParseResult;
import dev.actp.dsl.parser.Parser;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.SourceFile;
import dev.actp.dsl.syntax.Words;
import java.util.Optional;

/**
 * Resource names with placeholders: {@code {{session.customer_id}}} stands for {@code
 * {session.customer_id}}.
 */
final class Templates {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private Templates() {}

  static Optional<Pattern> pattern(String resource, String pointer, Draft draft) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int open = resource.indexOf(OPEN); open >= 0; open = resource.indexOf(OPEN, from)) {
      int close = resource.indexOf(CLOSE, open);
      Optional<String> placeholder =
          close < 0
              ? Optional.empty()
              : placeholder(resource.substring(open + OPEN.length(), close).strip(), draft);
      if (placeholder.isEmpty()) {
        draft.problem(pointer, "a placeholder is written `{{session.name}}` or `{{agent.name}}`");
        return Optional.empty();
      }
      text.append(resource, from, open).append('{').append(placeholder.get()).append('}');
      from = close + CLOSE.length();
    }
    text.append(resource.substring(from));
    ParseResult<Pattern> parsed = Parser.parsePattern(new SourceFile(pointer, text.toString()));
    if (parsed.tree() == null) {
      draft.problem(pointer, parsed.diagnostics().getFirst().message());
    }
    return parsed.unit();
  }

  /** Any other root, as in {@code {{project.id}}}, is a session value. */
  private static Optional<String> placeholder(String path, Draft draft) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    String root = path.substring(0, dot);
    String name = path.substring(dot + 1);
    if (!Words.isIdentifier(root) || !Words.isIdentifier(name)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (root) {
          case "session" -> "session." + draft.session(name);
          case "agent" ->
              "agent." + (name.equals("id") || name.equals("name") ? name : draft.agent(name));
          default -> "session." + draft.session(root + "_" + name);
        });
  }
}
