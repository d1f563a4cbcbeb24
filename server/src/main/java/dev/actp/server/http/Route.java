package dev.actp.server.http;

import dev.actp.runtime.registry.ApiKey.Role;
import java.util.List;
import java.util.Set;

/**
 * One operation of the API.
 *
 * @param paths where it is, in both dialects; {@code :name} stands for one segment
 * @param roles the caller has to have one of them
 * @param query the query parameters that it takes; another one is refused, as it would be a filter
 *     or an option that does nothing
 * @param takesTokens whether a capability token will do instead of a key
 */
record Route(
    Method method,
    List<String> paths,
    Set<Role> roles,
    Set<String> query,
    Body body,
    Endpoint endpoint,
    boolean takesTokens) {

  /** One for keys alone. */
  Route(
      Method method,
      List<String> paths,
      Set<Role> roles,
      Set<String> query,
      Body body,
      Endpoint endpoint) {
    this(method, paths, roles, query, body, endpoint, false);
  }

  /** The methods in use. */
  enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }

  /** What the body may be. */
  enum Body {
    /** A body is ignored. */
    NONE(0),
    /** Strict JSON, an object; an absent body is an empty one. */
    JSON(64 * 1024),
    /** The same, without members: one that says something would be one that does nothing. */
    EMPTY(64 * 1024),
    /** As {@link #JSON}, or a policy's text as {@code text/x-actp}. */
    POLICY(256 * 1024),
    /**
     * A form, {@code application/x-www-form-urlencoded}; an unknown parameter is ignored (RFC 6749
     * 3.2).
     */
    FORM(64 * 1024);

    private final int bytesMax;

    Body(int bytesMax) {
      this.bytesMax = bytesMax;
    }

    int bytesMax() {
      return bytesMax;
    }
  }

  /** What ends a path by which something is taken back. */
  private static final Set<String> TAKING_BACK =
      Set.of("revoke", "disable", "remove", "compromise", "reject", "cancel", "revocations");

  /**
   * Whether something is taken back by it, or can be, as an agent is disabled by changing it: then
   * no quota refuses it.
   */
  boolean takesBack() {
    String path = paths.getFirst();
    return method == Method.DELETE
        || (method == Method.PUT && path.equals("/v1/agents/:id"))
        || (writes() && TAKING_BACK.contains(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** Whether it changes something. */
  boolean writes() {
    return method != Method.GET;
  }
}
