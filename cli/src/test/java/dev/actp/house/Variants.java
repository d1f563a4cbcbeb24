package dev.actp.house;

import com.github.javaparser.ast.Modifier.Keyword;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumDeclaration;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.nodeTypes.NodeWithImplements;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import com.github.javaparser.ast.nodeTypes.SwitchNode;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The closed sets of alternatives that the project declares: enum constants, and the variants of
 * sealed types. A {@code default} over them would swallow the next one that is added.
 *
 * @param enums the constants of each enum
 * @param sealed the simple names of all types that a sealed type permits
 */
record Variants(List<Set<String>> enums, Set<String> sealed) {

  static Variants declaredIn(SourceTree tree) {
    return new Variants(
        all(tree, EnumDeclaration.class)
            .map(
                declared ->
                    declared.getEntries().stream()
                        .map(NodeWithSimpleName::getNameAsString)
                        .collect(Collectors.toSet()))
            .toList(),
        permitted(tree));
  }

  /** Whether the node is a {@code switch} with a {@code default} over one of these sets. */
  boolean hidesSomeBehindDefault(Node node) {
    if (!(node instanceof SwitchNode matched)) {
      return false;
    }
    var entries = matched.getEntries();
    var labels = entries.stream().flatMap(entry -> entry.getLabels().stream()).toList();
    return entries.stream().anyMatch(SwitchEntry::isDefault)
        && !labels.isEmpty()
        && (labels.stream().anyMatch(this::matchesSealed)
            || enums.stream().anyMatch(constants -> labels.stream().allMatch(isOneOf(constants))));
  }

  /** A constant of an enum, and not one of the same name that the file declares itself. */
  private static Predicate<Expression> isOneOf(Set<String> constants) {
    return label ->
        label.isNameExpr()
            && constants.contains(label.asNameExpr().getNameAsString())
            && label.findCompilationUnit().orElseThrow().findAll(VariableDeclarator.class).stream()
                .noneMatch(field -> field.getNameAsString().equals(label.toString()));
  }

  private boolean matchesSealed(Expression label) {
    if (!(label instanceof PatternExpr pattern)) {
      return false;
    }
    var type = pattern.getType();
    return type.isClassOrInterfaceType()
        && sealed.contains(type.asClassOrInterfaceType().getNameAsString());
  }

  private static Set<String> permitted(SourceTree tree) {
    var roots =
        all(tree, ClassOrInterfaceDeclaration.class)
            .filter(type -> type.hasModifier(Keyword.SEALED))
            .map(TypeDeclaration::getNameAsString)
            .collect(Collectors.toSet());
    Predicate<NodeWithImplements<?>> implementsOne =
        type ->
            type.getImplementedTypes().stream()
                .map(ClassOrInterfaceType::getNameAsString)
                .anyMatch(roots::contains);
    var classes =
        all(tree, ClassOrInterfaceDeclaration.class)
            .filter(implementsOne)
            .map(TypeDeclaration::getNameAsString);
    var records =
        all(tree, RecordDeclaration.class)
            .filter(implementsOne)
            .map(TypeDeclaration::getNameAsString);
    return Stream.concat(classes, records).collect(Collectors.toSet());
  }

  private static <N extends Node> Stream<N> all(SourceTree tree, Class<N> kind) {
    return tree.java().stream().flatMap(file -> file.unit().findAll(kind).stream());
  }
}
