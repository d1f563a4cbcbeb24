package dev.actp.server.http;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as OAuth clients read it (RFC 6749 5.2), for what they ask by forms.
 *
 * @param problem what is behind it, with its status where it is not the client's mistake
 * @param description one line for developers, or null
 */
record OauthError(Code error, Problem problem, @Nullable String description) {

  private static final Set<Integer> KEPT = Set.of(401, 413, 415, 429);

  /** What went wrong, for programs. */
  enum Code {
    INVALID_REQUEST,
    INVALID_CLIENT,
    UNAUTHORIZED_CLIENT,
    UNSUPPORTED_GRANT_TYPE,
    INVALID_SCOPE,
    /** RFC 8693 2.2.2. */
    INVALID_TARGET,
    /** RFC 9396 5. */
    INVALID_AUTHORIZATION_DETAILS,
    TEMPORARILY_UNAVAILABLE,
    SERVER_ERROR
  }

  /** A mistake in the request. */
  static OauthError of(Code error, String description) {
    return new OauthError(error, Problem.of(ProblemCode.INVALID_FORM), description);
  }

  /** What a problem is to an OAuth client. */
  static OauthError of(Problem problem) {
    return new OauthError(code(problem.code()), problem, text(problem));
  }

  /** An answer to an OAuth client: what is a problem document to others is an error here. */
  static Reply instead(Reply reply) {
    return reply.problem() != null && reply.contentType().equals(Problem.TYPE)
        ? of(reply.problem()).reply()
        : reply;
  }

  private static Code code(ProblemCode code) {
    return switch (code) {
      case UNAUTHENTICATED, TWO_CREDENTIALS -> Code.INVALID_CLIENT;
      case FORBIDDEN, FOREIGN_TENANT, ADDRESS_REFUSED -> Code.UNAUTHORIZED_CLIENT;
      case INTERNAL -> Code.SERVER_ERROR;
      case OVERLOADED, STORE_UNAVAILABLE, LEDGER_SEALED, LIMIT_REACHED, QUOTA_REACHED ->
          Code.TEMPORARILY_UNAVAILABLE;
      default -> Code.INVALID_REQUEST;
    };
  }

  /** All that a problem says, in one line. */
  static String text(Problem problem) {
    String misfits =
        problem.misfits().stream()
            .map(misfit -> misfit.pointer() + " " + misfit.why())
            .collect(Collectors.joining("; "));
    String detail = problem.detail() == null ? problem.code().title() : problem.detail();
    return misfits.isEmpty() ? detail : detail + ": " + misfits;
  }

  /**
   * The answer: 401 where the client is not known, 400 for its other mistakes, and the problem's
   * own status where the length, the type or the server is in the way.
   */
  Reply reply() {
    Reply plain = problem.reply();
    int own = problem.code().status();
    int status = own < 500 && !KEPT.contains(own) ? 400 : own;
    Reply reply =
        new Reply(
                status,
                "application/json",
                Out.object(
                    out ->
                        out.text("error", Words.of(error))
                            .text(
                                "error_description",
                                description == null ? null : printable(description))),
                plain.headers(),
                null,
                null)
            .refusing(problem);
    return status == 401
        ? reply.with("www-authenticate", "Bearer realm=\"actp\", Basic realm=\"actp\"")
        : reply;
  }

  /** The characters that a description may have (RFC 6749 5.2). */
  private static String printable(String text) {
    return text.replaceAll("[\"\\\\]", "'").replaceAll("[^\\x20-\\x7e]", "?");
  }
}
