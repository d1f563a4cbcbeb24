package dev.actp.server.http;

import dev.actp.runtime.registry.Page;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Lists in parts: {@code ?limit=} of 1 to 1,000, {@code ?cursor=} as the part before said. */
final class Paging {
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;

  private Paging() {}

  /** A part of a list as a JSON document. */
  static <T> Reply reply(
      Call call, String name, BiFunction<String, Integer, Page<T>> list, BiConsumer<Out, T> item) {
    Optional<Integer> limit = limit(call);
    if (limit.isEmpty()) {
      return badLimit();
    }
    Page<T> page = list.apply(cursor(call), limit.get());
    return Reply.ok(
        out -> {
          out.each(name, page.items(), item);
          if (!page.next().isEmpty()) {
            out.text("next", page.next());
          }
        });
  }

  static String cursor(Call call) {
    return call.query("cursor").orElse("");
  }

  /** The limit asked for, or nothing where it makes no sense. */
  static Optional<Integer> limit(Call call) {
    String text = call.query("limit").orElse(Integer.toString(LIMIT));
    return text.matches("[1-9][0-9]{0,3}")
        ? Optional.of(Integer.parseInt(text)).filter(limit -> limit <= LIMIT_MAX)
        : Optional.empty();
  }

  static Reply badLimit() {
    return Problem.of(ProblemCode.INVALID_QUERY, "`limit` is a number from 1 to " + LIMIT_MAX)
        .reply();
  }
}
