package dev.actp.server.http;

import dev.actp.runtime.value.Value;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Bodies that are forms. A parameter is there once (RFC 6749 3.2). */
final class Form {
  private static final int PARAMETERS_MAX = 32;

  private Form() {}

  /** Answers with what {@code then} makes of the form, each parameter a text. */
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
      if (parameter.getValue().size() > 1) {
        String detail = "`" + parameter.getKey() + "` is there twice";
        return Problem.of(ProblemCode.INVALID_FORM, detail).reply();
      }
      members.put(parameter.getKey(), new Value.Text(parameter.getValue().getFirst()));
    }
    return then.apply(new Value.Struct(members));
  }
}
