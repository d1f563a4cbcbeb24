package dev.actp.server.http;

import dev.actp.runtime.value.Value;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Bodies that are forms. */
final class Form {
  private static final int PARAMETERS_MAX = 32;

  /** A parameter is there once (RFC 6749 3.2), but for these (RFC 8693 2.1). */
  private static final Set<String> REPEATED = Set.of("audience", "resource");

  private Form() {}

  /** Answers with what {@code then} makes of the form: a text each, or a list where it may be. */
  static Reply reply(Exchange exchange, Function<Value.Struct, Reply> then) {
    if (!MediaTypes.isForm(exchange.header("content-type").orElse(""))) {
      return Problem.of(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE, "send `application/x-www-form-urlencoded`")
          .reply();
    }
    Map<String, List<String>> parameters;
    try {
      String text = new String(exchange.body(), StandardCharsets.UTF_8);
      parameters =
          new QueryStringDecoder(text, StandardCharsets.UTF_8, false, PARAMETERS_MAX, true)
              .parameters();
    } catch (IllegalArgumentException malformed) {
      return Problem.of(ProblemCode.INVALID_FORM, "it cannot be decoded").reply();
    }
    TreeMap<String, Value> members = new TreeMap<>();
    for (var parameter : parameters.entrySet()) {
      boolean once = parameter.getValue().size() == 1;
      if (!once && !REPEATED.contains(parameter.getKey())) {
        String detail = "`" + parameter.getKey() + "` is there twice";
        return Problem.of(ProblemCode.INVALID_FORM, detail).reply();
      }
      List<Value> values = parameter.getValue().stream().<Value>map(Value.Text::new).toList();
      members.put(parameter.getKey(), once ? values.getFirst() : new Value.Sequence(values));
    }
    return then.apply(new Value.Struct(members));
  }
}
