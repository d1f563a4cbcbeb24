package dev.actp.compiler.clause;

import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Expression;
import dev.actp.dsl.syntax.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists of names in {@code reveal} and {@code redact}: written out, or a named list. */
final class Names {
  private Names() {}

  /** The names; empty where they are in error, which has been reported. */
  static Optional<List<String>> of(Expression written, RuleContext context) {
    return switch (written) {
      case Expression.ListLiteral list -> texts(list, context);
      case Expression.Path path when path.root() == Expression.Root.BARE ->
          named(path.steps().getFirst(), context);
      default -> {
        notAName(written, context);
        yield Optional.empty();
      }
    };
  }

  private static Optional<List<String>> named(Name name, RuleContext context) {
    Declaration.NamedList list = context.scope().lists().get(name.text());
    if (list != null) {
      return texts(list.elements(), context);
    }
    if (context.scope().complete()) {
      context
          .report()
          .error(
              Code.UNKNOWN_LIST,
              "no list `" + name + "` is declared",
              name.span(),
              Suggestion.help(
                  name.text(),
                  context.scope().lists().keySet(),
                  "declare it: `list " + name + " = [...]`"));
    }
    return Optional.empty();
  }

  private static Optional<List<String>> texts(Expression.ListLiteral list, RuleContext context) {
    int errors = context.report().errors();
    List<String> texts = new ArrayList<>();
    for (Expression element : list.elements()) {
      if (element instanceof Expression.TextLiteral text) {
        texts.add(text.value());
      } else {
        notAName(element, context);
      }
    }
    return context.unlessErrors(errors, () -> List.copyOf(texts));
  }

  private static void notAName(Expression element, RuleContext context) {
    context
        .report()
        .error(
            Code.NOT_CONSTANT,
            "only names in quotes can stand here",
            element.span(),
            "write them out: `[\"ssn\", \"iban\"]`");
  }
}
