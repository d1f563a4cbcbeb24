package dev.actp.server.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;

/** What is refused by the head of a request alone, before any of its body is read. */
final class RequestHead {
  private static final String UNRESERVED_MARKS = "-._~";

  private RequestHead() {}

  /** Why the request is refused, or nothing. */
  static Optional<Problem> refusal(HttpServerRequest request) {
    if (isAmbiguous(request)) {
      return Optional.of(Problem.of(ProblemCode.MALFORMED_HTTP));
    }
    Optional<ProblemCode> path = path(request.path());
    if (path.isPresent()) {
      return path.map(Problem::of);
    }
    String expect = request.getHeader(HttpHeaders.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      return Optional.of(Problem.of(ProblemCode.EXPECTATION_FAILED));
    }
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return encoding == null || encoding.equalsIgnoreCase("identity")
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemCode.UNSUPPORTED_ENCODING, "send the body as it is, not compressed"));
  }

  /**
   * Whether another reader of the same bytes could see another request in them (RFC 9112, 3.2, 6.1
   * and 11.2): not exactly one host, or a transfer coding but one {@code chunked}. The decoder lets
   * that one win over a length and leaves no trace of the length, so the connection ends with the
   * answer and what follows on it is never read.
   */
  private static boolean isAmbiguous(HttpServerRequest request) {
    List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    int hosts = request.headers().getAll(HttpHeaders.HOST).size();
    boolean addressed = hosts == 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_0);
    return !addressed || !(codings.isEmpty() || chunked);
  }

  /**
   * A path stands for itself alone: where two readers could take it for two places, by a {@code .}
   * or empty segment or by an escape that did not have to be one (RFC 3986, 6.2.2), there is
   * nothing at it.
   */
  private static Optional<ProblemCode> path(String path) {
    boolean plain = path.startsWith("/") && !path.contains("//") && !path.endsWith("/.");
    boolean flat = !path.contains("/./") && !path.contains("/../") && !path.endsWith("/..");
    boolean whole = path.length() == 1 || !path.endsWith("/");
    if (!plain || !flat || !whole) {
      return Optional.of(ProblemCode.NOT_FOUND);
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int escaped = c == '%' ? escaped(path, i) : 0;
      if (escaped < 0) {
        return Optional.of(ProblemCode.MALFORMED_HTTP);
      }
      if (c == '%' ? !mayBeEscaped(escaped) : c <= ' ' || c >= 0x7F || c == '\\' || c == '#') {
        return Optional.of(ProblemCode.NOT_FOUND);
      }
    }
    return Optional.empty();
  }

  /** The byte that an escape stands for, or -1 where it is none. */
  private static int escaped(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean mayBeEscaped(int b) {
    boolean letterOrDigit =
        (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    boolean separator = b == '/' || b == '\\' || b < ' ' || b == 0x7F;
    return !letterOrDigit && !separator && UNRESERVED_MARKS.indexOf(b) < 0;
  }
}
