package dev.actp.compiler.notation.schema;

import dev.actp.compiler.notation.document.Findings;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Field;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.dsl.syntax.Type;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the actions of a library. */
final class Actions {
  private static final int MAX_NAME = 200;

  private final SchemaTypes types;
  private final Findings findings;
  private final List<Declaration> declarations = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  /**
   * @param root what references lead into
   */
  Actions(Findings findings, Value root) {
    this.types = new SchemaTypes(new References(root, findings), findings);
    this.findings = findings;
  }

  /** The schema behind references, or null where there is none. */
  @Nullable Schema schema(Value value, String at) {
    return types.schema(value, at);
  }

  /**
   * An attribute of an action.
   *
   * @param at where its schema stands
   */
  record Attribute(String name, Value schema, boolean required, String at) {}

  /**
   * Declares an action.
   *
   * @param open whether it takes attributes beyond those listed
   * @param at where it is described
   */
  void add(String name, List<String> about, List<Attribute> attributes, boolean open, String at) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      findings.problem(at, "the name of an action has 1 to " + MAX_NAME + " characters");
      return;
    }
    if (!names.add(name)) {
      findings.problem(at, Findings.shown(name) + " is described twice");
      return;
    }
    List<Field> fields = new ArrayList<>();
    List<String> documentation = new ArrayList<>(about);
    boolean takesMore = open;
    for (Attribute attribute : attributes) {
      takesMore |= !add(attribute, name, fields, documentation);
    }
    declarations.add(
        new Declaration.Action(documentation, Name.of(name), fields, takesMore, Span.NONE));
  }

  /** Whether the attribute has a type; one without is not listed, and the action is open. */
  private boolean add(
      Attribute attribute, String action, List<Field> fields, List<String> documentation) {
    String name = attribute.name();
    if (name.isBlank() || name.length() > MAX_NAME) {
      findings.problem(
          attribute.at(), "the name of an attribute has 1 to " + MAX_NAME + " characters");
      return true;
    }
    int problems = findings.problems().size();
    Type type = types.of(attribute.schema(), attribute.at());
    if (type == null && findings.problems().size() > problems) {
      return true;
    }
    if (type == null) {
      findings.warn(
          attribute.at(),
          Findings.shown(name)
              + " of "
              + Findings.shown(action)
              + " is not listed, since "
              + types.why()
              + ": the action takes any attribute (`...`)");
      return false;
    }
    boolean optional =
        !attribute.required() || types.isNullable(attribute.schema(), attribute.at());
    Field field = new Field(Name.of(name), type, optional, Span.NONE);
    fields.add(field);
    Schema schema = types.schema(attribute.schema(), attribute.at());
    if (schema != null) {
      Suggestions.line(field, schema).ifPresent(documentation::add);
    }
    return true;
  }

  /** All of them. */
  PolicyFile library(String name, List<String> about) {
    return new PolicyFile(
        about, PolicyFile.Kind.LIBRARY, Name.of(name), null, List.of(), declarations, Span.NONE);
  }
}
