package dev.actp.server.http;

import dev.actp.runtime.registry.Page;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Lists in parts: {@code ?limit=} of 1 to 1,000, {@code ?cursor=} as the part before said. */
final class Paging {
  private static final int LIMIT = 100;
  private static final int LIMIT_MAX = 1_000;

  private Paging() {}

  /** A part of a tenant's list of a name as a JSON document. */
  static <T> Reply reply(
      Call call, String name, BiFunction<String, Integer, Page<T>> list, BiConsumer<Out, T> item) {
    return reply(call, name, name, list, item);
  }

  /**
   * The same of one of several lists of a name.
   *
   * @param which of the tenant's lists it is: a cursor of another is none
   */
  static <T> Reply reply(
      Call call,
      String name,
      String which,
      BiFunction<String, Integer, Page<T>> list,
      BiConsumer<Out, T> item) {
    return part(
        call,
        which,
        list,
        page ->
            Reply.ok(
                out -> {
                  out.each(name, page.items(), item);
                  if (!page.next().isEmpty()) {
                    out.text("next", page.next());
                  }
                }));
  }

  /** A part of a list, in whatever form; what is next is a text that callers may carry. */
  static <T> Reply part(
      Call call,
      String which,
      BiFunction<String, Integer, Page<T>> list,
      Function<Page<T>, Reply> form) {
    Optional<Integer> limit = limit(call);
    if (limit.isEmpty()) {
      return wrong("`limit` is a number from 1 to " + LIMIT_MAX);
    }
    Cursor cursor = new Cursor(call.tenant(), which);
    Optional<String> given = call.query("cursor");
    Optional<String> after = given.isEmpty() ? Optional.of("") : cursor.place(given.get());
    if (after.isEmpty()) {
      return wrong(
          "`cursor` is no cursor of this list: give what the part before it says, or none");
    }
    Page<T> page = list.apply(after.get(), limit.get());
    return form.apply(new Page<>(page.items(), cursor.text(page.next())));
  }

  /** The limit asked for, or nothing where it makes no sense. */
  private static Optional<Integer> limit(Call call) {
    String text = call.query("limit").orElse(Integer.toString(LIMIT));
    return text.matches("[1-9][0-9]{0,3}")
        ? Optional.of(Integer.parseInt(text)).filter(limit -> limit <= LIMIT_MAX)
        : Optional.empty();
  }

  private static Reply wrong(String why) {
    return Problem.of(ProblemCode.INVALID_QUERY, why).reply();
  }
}
