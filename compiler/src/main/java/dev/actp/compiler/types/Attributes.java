package dev.actp.compiler.types;

import dev.actp.compiler.resolve.FileScope;
import dev.actp.compiler.resolve.Suggestion;
import dev.actp.dsl.diagnostic.Code;
import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import dev.actp.runtime.policy.ActionDeclaration;
import dev.actp.runtime.value.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that a clause may read: those of the actions that it speaks of. A type has to be
 * the same in all of them that declare the attribute, and each of them has to have it.
 */
public final class Attributes {

  /** What an attribute's name stands for. */
  public sealed interface Found {}

  /**
   * An attribute.
   *
   * @param type null where no declaration says: it takes the one that the clause needs
   * @param optional whether it may be absent, so that it has to be guarded
   */
  public record Attribute(@Nullable Type type, boolean optional) implements Found {}

  /** No attribute that may be read. */
  public record Objection(Diagnostic diagnostic) implements Found {}

  private final FileScope scope;
  private final SortedMap<String, ActionDeclaration> declared = new TreeMap<>();
  private final SortedSet<String> undeclared = new TreeSet<>();
  private final Map<String, Attribute> found = new HashMap<>();
  private final boolean wide;

  private Attributes(
      Collection<String> actions,
      Map<String, ActionDeclaration> declarations,
      FileScope scope,
      boolean wide) {
    this.scope = scope;
    this.wide = wide;
    for (String action : actions) {
      ActionDeclaration declaration = declarations.get(action);
      if (declaration == null) {
        undeclared.add(action);
      } else {
        declared.put(action, declaration);
      }
    }
  }

  /** Of a clause that speaks of these actions and no others. */
  public static Attributes of(
      Collection<String> actions, Declarations declarations, FileScope scope) {
    return new Attributes(actions, declarations.actions(), scope, false);
  }

  /**
   * Of a rule that speaks of any action, of which these are known. Others, of other policies, may
   * lack what it reads, so that every attribute counts as optional.
   */
  public static Attributes ofAny(
      Collection<String> known, Declarations declarations, FileScope scope) {
    return new Attributes(known, declarations.actions(), scope, true);
  }

  /** Whether an action that the clause speaks of declares the attribute. */
  public boolean declares(String name) {
    return declared.values().stream().anyMatch(a -> a.parameters().containsKey(name));
  }

  /** The names that are declared, for suggestions. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    declared.values().forEach(a -> names.addAll(a.parameters().keySet()));
    return names;
  }

  /**
   * What the name stands for.
   *
   * @param bare whether it is written without {@code context.}
   */
  public Found find(Name name, boolean bare) {
    String key = bare ? name.text() : "context." + name;
    Attribute known = found.get(key);
    if (known != null) {
      return known;
    }
    Found looked = lookUp(name, bare);
    if (looked instanceof Attribute attribute) {
      found.put(key, attribute);
    }
    return looked;
  }

  private Found lookUp(Name name, boolean bare) {
    List<ActionDeclaration> listing = new ArrayList<>();
    for (ActionDeclaration action : declared.values()) {
      if (action.parameters().containsKey(name.text())) {
        listing.add(action);
      } else if (!wide && !action.open()) {
        return unknown(name, action);
      } else if (!wide && bare) {
        return needsContext(name, action);
      }
    }
    if (listing.isEmpty()) {
      return undeclared(name);
    }
    Type.Member first = member(listing.getFirst(), name);
    boolean optional = wide;
    for (ActionDeclaration action : listing) {
      Type.Member member = member(action, name);
      optional |= member.optional();
      if (!member.type().equals(first.type())) {
        return disagree(name, listing.getFirst(), action);
      }
    }
    return new Attribute(first.type(), optional);
  }

  private static Type.Member member(ActionDeclaration action, Name name) {
    return java.util.Objects.requireNonNull(action.parameters().get(name.text()));
  }

  private Found undeclared(Name name) {
    boolean allClosed =
        !declared.isEmpty() && declared.values().stream().noneMatch(ActionDeclaration::open);
    if (wide && allClosed && undeclared.isEmpty()) {
      return new Objection(
          Diagnostic.error(
                  Code.UNKNOWN_ATTRIBUTE,
                  "no declared action has an attribute `" + name + "`",
                  name.span())
              .withHelp(Suggestion.help(name.text(), names(), null)));
    }
    return new Attribute(null, wide);
  }

  private Found unknown(Name name, ActionDeclaration action) {
    String otherwise =
        declared.size() + undeclared.size() > 1 && declares(name.text())
            ? "a clause holds for each action of its capability: split the capability, or declare `"
                + name
                + "` in each"
            : "declare it: `action " + action.name() + "(..., " + name + ": TYPE)`";
    return objection(
        Code.UNKNOWN_ATTRIBUTE,
        "`" + action.name() + "` has no attribute `" + name + "`",
        name,
        action,
        Suggestion.help(name.text(), action.parameters().keySet(), otherwise));
  }

  private Found needsContext(Name name, ActionDeclaration action) {
    String dotted =
        dev.actp.dsl.syntax.Words.isIdentifier(name.text())
            ? "context." + name
            : "context[\"" + name + "\"]";
    return objection(
        Code.UNLISTED_ATTRIBUTE,
        "`" + action.name() + "` does not list an attribute `" + name + "`",
        name,
        action,
        Suggestion.nearest(name.text(), action.parameters().keySet())
            .map(
                n ->
                    "did you mean `"
                        + n
                        + "`? an attribute that is not listed is written `"
                        + dotted
                        + "`")
            .orElse("an attribute that is not listed is written `" + dotted + "`"));
  }

  private Found disagree(Name name, ActionDeclaration one, ActionDeclaration other) {
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.DISAGREEING_TYPES,
                "`%s` is `%s` in `%s` and `%s` in `%s`"
                    .formatted(
                        name,
                        Shape.words(member(one, name).type()),
                        one.name(),
                        Shape.words(member(other, name).type()),
                        other.name()),
                name.span())
            .withHelp("split the capability, or give the attribute one type");
    return new Objection(labelled(labelled(diagnostic, one), other));
  }

  private Found objection(
      Code code, String message, Name name, ActionDeclaration action, @Nullable String help) {
    return new Objection(
        labelled(Diagnostic.error(code, message, name.span()), action).withHelp(help));
  }

  private Diagnostic labelled(Diagnostic diagnostic, ActionDeclaration action) {
    Declaration.Action written = scope.actions().get(action.name());
    return written == null
        ? diagnostic
        : diagnostic.withLabel(written.name().span(), "declared here");
  }
}
