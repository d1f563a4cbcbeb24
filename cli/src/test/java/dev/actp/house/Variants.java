package dev.actp.house;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.github.javaparser.ast.Modifier.Keyword;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.ast.nodeTypes.SwitchNode;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The closed sets of alternatives that the project declares: the constants of each enum, and the
 * variants of each sealed type.
 */
record Variants(List<Set<String>> sets) {

  static Variants declaredIn(SourceTree tree) {
    var enums =
        all(tree, EnumDeclaration.class)
            .map(
                type ->
                    type.getEntries().stream()
                        .map(NodeWithSimpleName::getNameAsString)
                        .collect(toSet()));
    return new Variants(Stream.concat(enums, sealed(tree).values().stream()).toList());
  }

  /**
   * Whether the node is a {@code switch} that deals with half of a set or more, and leaves the rest
   * to a {@code default}: it would swallow the next variant that is added. Picking few of many is a
   * question about those few, and may answer no to all others.
   */
  boolean hidesSomeBehindDefault(Node node) {
    if (!(node instanceof SwitchNode matched)
        || matched.getEntries().stream().noneMatch(SwitchEntry::isDefault)) {
      return false;
    }
    Set<String> labels =
        matched.getEntries().stream()
            .flatMap(entry -> entry.getLabels().stream())
            .map(Variants::variant)
            .collect(toSet());
    return !labels.isEmpty()
        && sets.stream()
            .anyMatch(set -> set.containsAll(labels) && labels.size() * 2 >= set.size());
  }

  /** The type or the enum constant that a label names; empty for other labels. */
  private static String variant(Expression label) {
    if (label instanceof PatternExpr pattern
        && pattern.getType() instanceof ClassOrInterfaceType type) {
      return type.getNameAsString();
    }
    return label instanceof NameExpr name && !isDeclaredBeside(name) ? name.getNameAsString() : "";
  }

  /** Whether a name is a constant of the file itself, and none of an enum. */
  private static boolean isDeclaredBeside(NameExpr name) {
    return name.findCompilationUnit().orElseThrow().findAll(VariableDeclarator.class).stream()
        .anyMatch(field -> field.getNameAsString().equals(name.getNameAsString()));
  }

  private static Map<String, Set<String>> sealed(SourceTree tree) {
    var roots =
        all(tree, ClassOrInterfaceDeclaration.class)
            .filter(type -> type.hasModifier(Keyword.SEALED))
            .map(TypeDeclaration::getNameAsString)
            .collect(toSet());
    return all(tree, TypeDeclaration.class)
        .flatMap(type -> parents(type).map(parent -> Map.entry(parent, type.getNameAsString())))
        .filter(entry -> roots.contains(entry.getKey()))
        .collect(Collectors.groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));
  }

  /** The names after {@code extends} and {@code implements}. */
  private static Stream<String> parents(Node type) {
    return type.getChildNodes().stream()
        .filter(ClassOrInterfaceType.class::isInstance)
        .map(name -> ((ClassOrInterfaceType) name).getNameAsString());
  }

  private static <N extends Node> Stream<N> all(SourceTree tree, Class<N> kind) {
    return tree.java().stream().flatMap(file -> file.unit().findAll(kind).stream());
  }
}
