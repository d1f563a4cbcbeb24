package dev.actp.compiler.mutate;

import dev.actp.dsl.syntax.Node;
import dev.actp.dsl.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A node with one thing in it changed. The changed node is made when it is asked for: a long
 * expression has as many variants as parts, and few of them are tried.
 *
 * @param at where the change is
 */
record Variant<N>(Span at, Supplier<N> node) {

  /** Another node in place of one. */
  static <N> Stream<Variant<N>> of(Node changed, N instead) {
    return Stream.of(new Variant<>(changed.span(), () -> instead));
  }

  /** What holds the node, with the change in it. */
  <M> Variant<M> in(Function<? super N, ? extends M> whole) {
    return new Variant<>(at, () -> whole.apply(node.get()));
  }

  /** One kind of variants behind the other. */
  @SafeVarargs
  static <N> Stream<Variant<N>> all(Stream<Variant<N>>... kinds) {
    Stream<Variant<N>> all = Stream.empty();
    for (Stream<Variant<N>> kind : kinds) {
      all = Stream.concat(all, kind);
    }
    return all;
  }

  /** A list with one of its nodes changed. */
  static <N> Stream<Variant<List<N>>> ofOne(
      List<N> nodes, Function<N, Stream<Variant<N>>> variants) {
    return IntStream.range(0, nodes.size())
        .boxed()
        .flatMap(i -> variants.apply(nodes.get(i)).map(v -> v.in(n -> with(nodes, i, n))));
  }

  /** A list with one of its nodes left out, as long as so many stay. */
  static <N extends Node> Stream<Variant<List<N>>> dropping(List<N> nodes, int least) {
    return dropping(nodes, least, Node::span);
  }

  static <N> Stream<Variant<List<N>>> dropping(List<N> nodes, int least, Function<N, Span> place) {
    return IntStream.range(0, nodes.size() > least ? nodes.size() : 0)
        .mapToObj(i -> new Variant<>(place.apply(nodes.get(i)), () -> without(nodes, i)));
  }

  static <N> List<N> with(List<N> nodes, int at, N instead) {
    List<N> changed = new ArrayList<>(nodes);
    changed.set(at, instead);
    return changed;
  }

  static <N> List<N> without(List<N> nodes, int at) {
    List<N> fewer = new ArrayList<>(nodes);
    fewer.remove(at);
    return fewer;
  }
}
