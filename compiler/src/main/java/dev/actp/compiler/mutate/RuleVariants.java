package dev.actp.compiler.mutate;

import dev.actp.dsl.syntax.ActionTarget;
import dev.actp.dsl.syntax.Count;
import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.Scope;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Declarations without a block, with one part changed; none for those that tests cannot see. */
final class RuleVariants {
  private RuleVariants() {}

  static Stream<Variant<Declaration>> of(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Window d ->
          WindowVariants.of(d.items())
              .map(
                  v ->
                      v.in(
                          items ->
                              new Declaration.Window(
                                  d.documentation(), d.name(), items, d.zone(), d.span())));
      case Declaration.NamedList d ->
          ExpressionVariants.list(d.elements())
              .map(
                  v ->
                      v.in(
                          list ->
                              new Declaration.NamedList(
                                  d.documentation(), d.name(), list, d.span())));
      case Declaration.Forbid d -> forbid(d);
      case Declaration.RequiredApproval d -> approval(d);
      case Declaration.Quota d -> quota(d);
      case Declaration.Breaker d -> breaker(d);
      case Declaration.Decoy d ->
          PatternVariants.ofAll(d.resources())
              .map(v -> v.in(on -> new Declaration.Decoy(d.documentation(), on, d.span())));
      case Declaration.Session ignored -> Stream.empty();
      case Declaration.Agent ignored -> Stream.empty();
      case Declaration.Action ignored -> Stream.empty();
      case Declaration.ClauseSet ignored -> Stream.empty();
      case Declaration.Capability ignored -> Stream.empty();
      case Declaration.Delegation d -> delegation(d);
      case Declaration.TokenLifetime ignored -> Stream.empty();
      case Declaration.Audit ignored -> Stream.empty();
      case Declaration.Monitor ignored -> Stream.empty();
      case Declaration.Explain ignored -> Stream.empty();
    };
  }

  /** Whether a policy without it is another policy to its tests. */
  static boolean isRule(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Capability ignored -> true;
      case Declaration.Forbid ignored -> true;
      case Declaration.RequiredApproval ignored -> true;
      case Declaration.Quota ignored -> true;
      case Declaration.Breaker ignored -> true;
      case Declaration.Decoy ignored -> true;
      case Declaration.Monitor ignored -> true;
      case Declaration.Session ignored -> false;
      case Declaration.Agent ignored -> false;
      case Declaration.Action ignored -> false;
      case Declaration.Window ignored -> false;
      case Declaration.NamedList ignored -> false;
      case Declaration.ClauseSet ignored -> false;
      case Declaration.Delegation ignored -> true;
      case Declaration.TokenLifetime ignored -> false;
      case Declaration.Audit ignored -> false;
      case Declaration.Explain ignored -> false;
    };
  }

  private static Stream<Variant<Declaration>> forbid(Declaration.Forbid d) {
    return Variant.all(
        scope(d.scope())
            .map(v -> v.in(s -> new Declaration.Forbid(d.documentation(), s, d.when(), d.span()))),
        ExpressionVariants.condition(d.when())
            .map(
                v -> v.in(e -> new Declaration.Forbid(d.documentation(), d.scope(), e, d.span()))));
  }

  private static Stream<Variant<Declaration>> approval(Declaration.RequiredApproval d) {
    return Variant.all(
        Amounts.approvers(d.approvers())
            .map(
                v ->
                    v.in(
                        by ->
                            new Declaration.RequiredApproval(
                                d.documentation(),
                                by,
                                d.scope(),
                                d.when(),
                                d.expires(),
                                d.span()))),
        scope(d.scope())
            .map(
                v ->
                    v.in(
                        s ->
                            new Declaration.RequiredApproval(
                                d.documentation(),
                                d.approvers(),
                                s,
                                d.when(),
                                d.expires(),
                                d.span()))),
        ExpressionVariants.condition(d.when())
            .map(
                v ->
                    v.in(
                        e ->
                            new Declaration.RequiredApproval(
                                d.documentation(),
                                d.approvers(),
                                d.scope(),
                                e,
                                d.expires(),
                                d.span()))),
        Amounts.length(d.expires())
            .map(
                v ->
                    v.in(
                        l ->
                            new Declaration.RequiredApproval(
                                d.documentation(),
                                d.approvers(),
                                d.scope(),
                                d.when(),
                                l,
                                d.span()))));
  }

  private static Stream<Variant<Declaration>> quota(Declaration.Quota d) {
    Scope scope = d.scope();
    return Variant.all(
        Amounts.maximum(d.maximum())
            .map(
                v ->
                    v.in(
                        n ->
                            new Declaration.Quota(
                                d.documentation(),
                                n,
                                d.measure(),
                                d.period(),
                                scope,
                                d.each(),
                                d.span()))),
        Amounts.period(d.period())
            .map(
                v ->
                    v.in(
                        p ->
                            new Declaration.Quota(
                                d.documentation(),
                                d.maximum(),
                                d.measure(),
                                p,
                                scope,
                                d.each(),
                                d.span()))),
        scope == null
            ? Stream.empty()
            : scope(scope)
                .map(
                    v ->
                        v.in(
                            s ->
                                new Declaration.Quota(
                                    d.documentation(),
                                    d.maximum(),
                                    d.measure(),
                                    d.period(),
                                    s,
                                    d.each(),
                                    d.span()))));
  }

  private static Stream<Variant<Declaration>> breaker(Declaration.Breaker d) {
    return Variant.all(
        Amounts.count(d.denials())
            .map(
                v ->
                    v.in(
                        n ->
                            new Declaration.Breaker(
                                d.documentation(), n, d.within(), d.suspends(), d.span()))),
        Amounts.length(d.within())
            .map(
                v ->
                    v.in(
                        l ->
                            new Declaration.Breaker(
                                d.documentation(), d.denials(), l, d.suspends(), d.span()))),
        Amounts.length(d.suspends())
            .map(
                v ->
                    v.in(
                        l ->
                            new Declaration.Breaker(
                                d.documentation(), d.denials(), d.within(), l, d.span()))));
  }

  /** A link more or less, and the other kind of narrowing. */
  private static Stream<Variant<Declaration>> delegation(Declaration.Delegation d) {
    Count depth = d.depth();
    return Stream.concat(
        LongStream.of(depth.value() - 1, depth.value() + 1)
            .filter(value -> value >= 0)
            .mapToObj(value -> new Count(value, depth.span()))
            .flatMap(n -> Variant.of(depth, delegation(d, n, d.attenuated()))),
        Variant.of(d, delegation(d, depth, !d.attenuated())));
  }

  private static Declaration delegation(Declaration.Delegation d, Count depth, boolean attenuated) {
    return new Declaration.Delegation(d.documentation(), depth, attenuated, d.span());
  }

  private static Stream<Variant<Scope>> scope(Scope scope) {
    Stream<Variant<Scope>> resources =
        PatternVariants.ofAll(scope.resources())
            .map(v -> v.in(on -> new Scope(scope.actions(), on, scope.span())));
    return scope.actions() instanceof ActionTarget.Any any
        ? Stream.concat(resources, matching(scope, any))
        : resources;
  }

  private static Stream<Variant<Scope>> matching(Scope scope, ActionTarget.Any any) {
    return PatternVariants.of(any.matching())
        .map(
            v ->
                v.in(
                    glob ->
                        new Scope(
                            new ActionTarget.Any(glob, any.span()),
                            scope.resources(),
                            scope.span())));
  }
}
