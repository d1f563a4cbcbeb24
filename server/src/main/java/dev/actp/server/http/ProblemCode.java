package dev.actp.server.http;

import java.util.Locale;

/** The stable codes of problem documents (RFC 9457); never reused for another meaning. */
enum ProblemCode {
  MALFORMED_HTTP(400, "the request is not well-formed HTTP"),
  REQUEST_TIMEOUT(408, "the request did not come to its end in time"),
  URI_TOO_LONG(414, "the address is too long"),
  HEADERS_TOO_LARGE(431, "the headers are too large"),
  NOT_FOUND(404, "there is nothing here"),
  METHOD_NOT_ALLOWED(405, "this address does not take that method"),
  UNSUPPORTED_MEDIA_TYPE(415, "the body's content type is not one that is read here"),
  UNSUPPORTED_ENCODING(415, "the body's encoding is not one that is read here"),
  EXPECTATION_FAILED(417, "nothing but `100-continue` can be expected here"),
  BODY_TOO_LARGE(413, "the body is too large"),
  INVALID_JSON(400, "the body is not the strict JSON that is read here"),
  INVALID_QUERY(400, "a query parameter is not valid"),
  INVALID_FORM(400, "the form is not one that is read here"),
  INVALID_REQUEST(422, "the request does not fit"),
  INVALID_EXPIRY(422, "the token cannot expire then"),
  INVALID_SESSION(422, "the session values do not fit the policies"),
  NO_POLICY(422, "it is not clear which policy the token is to be under"),
  INVALID_POLICY(422, "the policy does not compile"),
  UNKNOWN_REFERENCE(422, "the request names something that does not exist"),
  CREDENTIAL_IN_URL(400, "a credential must not be in an address"),
  UNAUTHENTICATED(401, "a valid credential is needed"),
  TWO_CREDENTIALS(401, "one request carries one credential"),
  FORBIDDEN(403, "the credential does not allow this"),
  DELEGATION_REFUSED(403, "the token cannot be handed on so"),
  ADDRESS_REFUSED(403, "the credential does not count from this address"),
  FOREIGN_TENANT(403, "the credential belongs to another tenant"),
  CONFLICT(409, "it exists already, or is past changing"),
  IDEMPOTENCY_IN_FLIGHT(409, "the first request with this key is not done yet"),
  IDEMPOTENCY_MISMATCH(422, "this key was used for another request"),
  LIMIT_REACHED(429, "a limit of the tenant is reached"),
  QUOTA_REACHED(429, "a quota of the tenant is used up"),
  INTERNAL(500, "an error on our side"),
  LEDGER_SEALED(503, "the ledger is sealed until it is recovered"),
  OVERLOADED(503, "too much to do at the moment"),
  STORE_UNAVAILABLE(503, "the store does not answer");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** The code as it is sent. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
