package dev.actp.compiler.suggest;

import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import java.util.List;

/**
 * What becomes of declarations that nothing uses any more. Windows, lists, clause sets and actions
 * go; a session or agent value stays, since a token or an agent without it is refused, and an
 * action stays that a test speaks of.
 */
final class Pruning {
  private static final String ALLOW = " allow " + Code.UNUSED.id() + ": ";

  private Pruning() {}

  /**
   * A draft in which a warning has no reason any more; the same draft where it is about something
   * else.
   *
   * @param warning of the text of the draft
   * @param tested texts of tests
   */
  static Draft of(Draft draft, Diagnostic warning, List<String> tested) {
    if (warning.code() != Code.UNUSED) {
      return draft;
    }
    String name = unquoted(warning.span().text());
    for (Declaration declaration : draft.file().declarations()) {
      switch (declaration) {
        case Declaration.Window d when isNamed(d.name(), name) -> {
          return draft.without(d);
        }
        case Declaration.NamedList d when isNamed(d.name(), name) -> {
          return draft.without(d);
        }
        case Declaration.ClauseSet d when isNamed(d.name(), name) -> {
          return draft.without(d);
        }
        case Declaration.Action d when isNamed(d.name(), name) -> {
          boolean spoken = tested.stream().anyMatch(text -> text.contains(name));
          return spoken ? draft.withComment(d, ALLOW + "tests speak of it") : draft.without(d);
        }
        case Declaration.Session d when isNamed(d.field().name(), name) -> {
          return draft.withComment(d, ALLOW + "a token without it is still refused");
        }
        case Declaration.Agent d when isNamed(d.field().name(), name) -> {
          return draft.withComment(d, ALLOW + "an agent without it is still refused");
        }
        default -> {}
      }
    }
    return draft;
  }

  private static boolean isNamed(Name name, String text) {
    return name.text().equals(text);
  }

  private static String unquoted(String text) {
    return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }
}
