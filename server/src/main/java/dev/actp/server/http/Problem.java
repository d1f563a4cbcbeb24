package dev.actp.server.http;

import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.service.Exceeded;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param detail one line for people, or null where the title says it all
 * @param misfits what is wrong where, by JSON pointer
 * @param diagnostics rendered diagnostics of a policy text, or null
 * @param exceeded the quota that is used up, or null
 */
record Problem(
    ProblemCode code,
    @Nullable String detail,
    List<Misfit> misfits,
    @Nullable String diagnostics,
    @Nullable Exceeded exceeded) {
  /** Its media type. */
  static final String TYPE = "application/problem+json";

  private static final int RETRY_SECONDS = 1;

  Problem(
      ProblemCode code,
      @Nullable String detail,
      List<Misfit> misfits,
      @Nullable String diagnostics) {
    this(code, detail, misfits, diagnostics, null);
  }

  Problem {
    misfits = List.copyOf(misfits);
  }

  static Problem of(ProblemCode code) {
    return new Problem(code, null, List.of(), null);
  }

  static Problem of(ProblemCode code, String detail) {
    return new Problem(code, detail, List.of(), null);
  }

  static Problem of(ProblemCode code, List<Misfit> misfits) {
    return new Problem(code, null, misfits, null);
  }

  static Problem at(ProblemCode code, String pointer, String why) {
    return of(code, List.of(new Misfit(pointer, why)));
  }

  /** The same, naming a quota; null for none. */
  Problem with(@Nullable Exceeded quota) {
    return new Problem(code, detail, misfits, diagnostics, quota);
  }

  Reply reply() {
    return reply(false);
  }

  /**
   * The same for callers that read a decision: whoever looks at nothing but that finds a denial.
   */
  Reply denial() {
    return reply(true);
  }

  private Reply reply(boolean denying) {
    Buffer body = Out.object(out -> write(out, denying));
    Reply reply = new Reply(code.status(), TYPE, body).refusing(this);
    return switch (code.status()) {
      case 401 -> reply.with("www-authenticate", "Bearer realm=\"actp\"");
      case 429, 503 ->
          exceeded == null
              ? reply.with("retry-after", Integer.toString(RETRY_SECONDS))
              : ExceededView.retry(reply, exceeded);
      default -> reply;
    };
  }

  void write(Out out, boolean denying) {
    out.text("type", "urn:actp:problem:" + code.id())
        .text("title", code.title())
        .number("status", code.status())
        .text("code", code.id())
        .text("detail", detail);
    if (!misfits.isEmpty()) {
      out.each(
          "errors",
          misfits,
          (error, misfit) -> error.text("pointer", misfit.pointer()).text("detail", misfit.why()));
    }
    out.text("diagnostics", diagnostics);
    if (exceeded != null) {
      ExceededView.write(out, exceeded);
    }
    if (denying) {
      out.text("decision", "denied").flag("allowed", false).text("reason", code.title());
    }
  }
}
