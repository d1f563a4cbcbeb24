package dev.actp.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.type.Type;
import dev.actp.house.SourceTree.JavaFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds the sources to the house rules that no compiler knows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TidyTest {
  /**
   * Words that mark work as unfinished, spelt so that this file does not hold them. In quotes they
   * are data: one of them is a currency code.
   */
  private static final Pattern UNFINISHED =
      Pattern.compile("(?<!\")\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");

  private static final Set<String> SLEEPS = Set.of("sleep", "parkNanos", "parkUntil");

  private SourceTree tree;

  @BeforeAll
  void read() throws IOException {
    tree = SourceTree.read();
  }

  @Test
  void filesAreShort() {
    assertThat(tree.java().stream().filter(file -> file.lines() > 500).map(JavaFile::path))
        .as("files over 500 lines")
        .isEmpty();
    var lines = tree.java().stream().map(JavaFile::lines).toList();
    assertThat(shareOver(300, lines)).as("share of files over 300 lines").isLessThan(0.1);
    assertThat(shareOver(90, lines)).as("share of files over 90 lines").isLessThan(0.5);
  }

  @Test
  void methodsAreShort() {
    assertThat(tree.offenders(file -> true, CallableDeclaration.class, m -> lines(m) > 60))
        .as("methods over 60 lines")
        .isEmpty();
    var lines =
        tree.java().stream()
            .flatMap(file -> file.unit().findAll(CallableDeclaration.class).stream())
            .map(TidyTest::lines)
            .toList();
    assertThat(shareOver(25, lines)).as("share of methods over 25 lines").isLessThan(0.1);
  }

  @Test
  void everyPackageIsNullMarked() {
    var marked =
        tree.java().stream()
            .filter(file -> file.path().endsWith("package-info.java"))
            .filter(file -> file.unit().toString().contains("@NullMarked"))
            .map(JavaFile::packageName)
            .collect(Collectors.toSet());
    assertThat(tree.java().stream().map(JavaFile::packageName)).isSubsetOf(marked);
  }

  @Test
  void publicTypesAreDocumented() {
    assertThat(
            tree.offenders(
                JavaFile::isMain,
                TypeDeclaration.class,
                type -> type.isPublic() && type.getJavadocComment().isEmpty()))
        .isEmpty();
  }

  @Test
  void nothingStaticChanges() {
    assertThat(
            tree.offenders(
                file -> true,
                FieldDeclaration.class,
                field -> field.isStatic() && !field.isFinal()))
        .isEmpty();
  }

  @Test
  void optionalIsForReturnsOnly() {
    assertThat(
            tree.offenders(
                file -> true, Parameter.class, parameter -> isOptional(parameter.getType())))
        .as("parameters and record components")
        .isEmpty();
    assertThat(
            tree.offenders(
                file -> true, FieldDeclaration.class, field -> isOptional(field.getElementType())))
        .as("fields")
        .isEmpty();
  }

  @Test
  void ownVariantsAreMatchedWithoutDefault() {
    var variants = Variants.declaredIn(tree);
    assertThat(tree.offenders(file -> true, Node.class, variants::hidesSomeBehindDefault))
        .isEmpty();
  }

  @Test
  void testsNeitherSleepNorMock() {
    assertThat(
            tree.offenders(
                JavaFile::isTest,
                MethodCallExpr.class,
                call -> SLEEPS.contains(call.getNameAsString())))
        .as("sleeps")
        .isEmpty();
    assertThat(
            tree.offenders(
                JavaFile::isTest,
                ImportDeclaration.class,
                imported -> imported.getNameAsString().toLowerCase(Locale.ROOT).contains("mock")))
        .as("mocks")
        .isEmpty();
  }

  @Test
  void nothingIsMarkedAsUnfinished() {
    var pages = tree.named(".java", ".g4", ".actp", ".xml", ".md", ".sh", ".yaml", ".yml", ".sql");
    var scripts = tree.named("actp", "run").filter(file -> file.getNameCount() <= 2);
    assertThat(Stream.concat(pages, scripts))
        .filteredOn(file -> UNFINISHED.matcher(tree.text(file)).find())
        .isEmpty();
  }

  @Test
  void whatEveryProjectNeedsIsThere() {
    assertThat(tree.files())
        .contains(
            Path.of("LICENSE"),
            Path.of("README.md"),
            Path.of("CONTRIBUTING.md"),
            Path.of("SECURITY.md"),
            Path.of("CHANGELOG.md"));
  }

  private static boolean isOptional(Type type) {
    return type.isClassOrInterfaceType()
        && type.asClassOrInterfaceType().getNameAsString().equals("Optional");
  }

  private static int lines(Node node) {
    return node.getEnd().orElseThrow().line - node.getBegin().orElseThrow().line + 1;
  }

  private static double shareOver(int limit, List<Integer> lines) {
    return (double) lines.stream().filter(count -> count > limit).count() / lines.size();
  }
}
