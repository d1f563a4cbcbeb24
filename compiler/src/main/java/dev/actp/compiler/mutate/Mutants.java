package dev.actp.compiler.mutate;

import dev.actp.dsl.format.Formatter;
import dev.actp.dsl.syntax.Clause;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Name;
import dev.actp.dsl.syntax.Pattern;
import dev.actp.dsl.syntax.PolicyFile;
import dev.actp.dsl.syntax.Span;
import dev.actp.runtime.policy.Source;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every mutant of one file, in the order of the file. */
final class Mutants {
  private final String path;
  private final PolicyFile file;

  private Mutants(String path, PolicyFile file) {
    this.path = path;
    this.file = file;
  }

  /**
   * A file with one change, made when it is asked for.
   *
   * @param path the file's
   */
  record Draft(String path, Span at, Supplier<Changed> changed) {}

  /** What a draft comes to. */
  record Changed(PolicyFile file, String before, String after) {

    Mutant mutant(Draft draft) {
      Span at = draft.at();
      return new Mutant(
          at.file()
              .map(f -> new Source(before, draft.path(), f.line(at.start()), f.column(at.start())))
              .orElse(new Source(before, draft.path(), 0, 0)),
          after);
    }
  }

  static List<Draft> of(String path, PolicyFile file) {
    Mutants mutants = new Mutants(path, file);
    return IntStream.range(0, file.declarations().size())
        .boxed()
        .flatMap(mutants::ofDeclaration)
        .toList();
  }

  private Stream<Draft> ofDeclaration(int index) {
    Declaration declaration = file.declarations().get(index);
    Stream<Draft> changed =
        switch (declaration) {
          case Declaration.Capability capability -> ofCapability(index, capability);
          case Declaration.ClauseSet set ->
              ofClauses(
                  index,
                  set.clauses(),
                  clauses ->
                      new Declaration.ClauseSet(
                          set.documentation(), set.name(), clauses, set.span()));
          case Declaration other ->
              RuleVariants.of(other)
                  .map(v -> new Draft(path, v.at(), () -> rule(index, other, v.node().get())));
        };
    return RuleVariants.isRule(declaration)
        ? Stream.concat(changed, Stream.of(withoutRule(index, declaration)))
        : changed;
  }

  private Changed rule(int index, Declaration before, Declaration after) {
    return new Changed(with(index, after), Formatter.text(before), Formatter.text(after));
  }

  private Draft withoutRule(int index, Declaration declaration) {
    String text =
        declaration instanceof Declaration.Capability capability
            ? Formatter.head(capability)
            : Formatter.text(declaration);
    List<Declaration> left = Variant.without(file.declarations(), index);
    return new Draft(path, declaration.span(), () -> new Changed(with(left), text, ""));
  }

  private Stream<Draft> ofCapability(int index, Declaration.Capability c) {
    Stream<Variant<Declaration.Capability>> heads =
        Stream.concat(
            Variant.dropping(c.actions(), 1, name -> name.span())
                .map(v -> v.in(actions -> capability(c, actions, c.resources(), c.clauses()))),
            PatternVariants.ofAll(c.resources())
                .map(v -> v.in(on -> capability(c, c.actions(), on, c.clauses()))));
    Stream<Draft> changedHeads =
        heads.map(v -> new Draft(path, v.at(), () -> head(index, c, v.node().get())));
    return Stream.concat(
        changedHeads,
        ofClauses(
            index, c.clauses(), clauses -> capability(c, c.actions(), c.resources(), clauses)));
  }

  private Changed head(int index, Declaration.Capability before, Declaration.Capability after) {
    return new Changed(with(index, after), Formatter.head(before), Formatter.head(after));
  }

  /** A capability keeps its name when it loses the action that it was called by. */
  private static Declaration.Capability capability(
      Declaration.Capability c, List<Name> actions, List<Pattern> resources, List<Clause> clauses) {
    Name alias = actions.getFirst().equals(c.name()) ? c.alias() : c.name();
    return new Declaration.Capability(
        c.documentation(), actions, alias, resources, clauses, c.span());
  }

  private Stream<Draft> ofClauses(
      int index, List<Clause> clauses, Function<List<Clause>, Declaration> block) {
    return IntStream.range(0, clauses.size())
        .boxed()
        .flatMap(
            i -> {
              Clause clause = clauses.get(i);
              Stream<Draft> changed =
                  ClauseVariants.of(clause)
                      .map(
                          v ->
                              new Draft(
                                  path,
                                  v.at(),
                                  () -> clause(index, clauses, i, v.node().get(), block)));
              Draft without =
                  new Draft(path, clause.span(), () -> withoutClause(index, clauses, i, block));
              return Stream.concat(changed, Stream.of(without));
            });
  }

  private Changed clause(
      int index,
      List<Clause> clauses,
      int at,
      Clause after,
      Function<List<Clause>, Declaration> block) {
    return new Changed(
        with(index, block.apply(Variant.with(clauses, at, after))),
        Formatter.text(clauses.get(at)),
        Formatter.text(after));
  }

  private Changed withoutClause(
      int index, List<Clause> clauses, int at, Function<List<Clause>, Declaration> block) {
    return new Changed(
        with(index, block.apply(Variant.without(clauses, at))),
        Formatter.text(clauses.get(at)),
        "");
  }

  private PolicyFile with(int index, Declaration declaration) {
    return with(Variant.with(file.declarations(), index, declaration));
  }

  private PolicyFile with(List<Declaration> declarations) {
    return new PolicyFile(
        file.documentation(),
        file.kind(),
        file.name(),
        file.version(),
        file.imports(),
        declarations,
        file.span());
  }
}
