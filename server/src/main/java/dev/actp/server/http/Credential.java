package dev.actp.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request shows to say who sends it. */
sealed interface Credential {

  /** Nothing. */
  enum None implements Credential {
    NONE
  }

  /** An API key, good or not. */
  record Key(String secret) implements Credential {}

  /** A capability token, good or not. */
  record Token(String text) implements Credential {}

  /**
   * The id of an API key and the key itself, as OAuth clients show them by HTTP Basic (RFC 6749
   * 2.3.1).
   */
  record Client(String id, String secret) implements Credential {}

  /** Something that is refused without looking further. */
  record Refused(Problem problem) implements Credential {}

  /**
   * Reads {@code X-Api-Key} and {@code Authorization: Bearer} (RFC 6750 2.1). The same credential
   * in both is one; two different ones are refused, since nobody could say which one speaks.
   */
  static Credential of(List<String> apiKeys, List<String> authorizations) {
    Set<String> shown = new LinkedHashSet<>(apiKeys);
    for (String authorization : authorizations) {
      Matcher bearer = Shapes.BEARER.matcher(authorization);
      if (!bearer.matches()) {
        return refused(
            ProblemCode.UNAUTHENTICATED, "`Authorization` has to be `Bearer` and a credential");
      }
      shown.add(bearer.group(1));
    }
    if (shown.size() > 1) {
      return refused(ProblemCode.TWO_CREDENTIALS, "two different credentials were sent");
    }
    if (shown.isEmpty()) {
      return None.NONE;
    }
    String only = shown.iterator().next();
    boolean token = only.startsWith("act_") || only.indexOf('.') >= 0;
    if (token && !apiKeys.isEmpty()) {
      return refused(ProblemCode.UNAUTHENTICATED, "`X-Api-Key` does not take a capability token");
    }
    return token ? new Token(only) : new Key(only);
  }

  /** What a request shows. */
  static Credential of(Exchange exchange) {
    return of(exchange.headers("x-api-key"), exchange.headers("authorization"));
  }

  /**
   * What a request of an OAuth client shows: the same, or HTTP Basic alone or beside the same key.
   */
  static Credential ofOauth(List<String> apiKeys, List<String> authorizations) {
    List<Client> clients = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String authorization : authorizations) {
      Matcher basic = Shapes.BASIC.matcher(authorization);
      if (basic.matches()) {
        Optional<Client> client = client(basic.group(1));
        if (client.isEmpty()) {
          return refused(
              ProblemCode.UNAUTHENTICATED, "`Basic` takes the id of an API key and the key");
        }
        clients.add(client.get());
      } else {
        others.add(authorization);
      }
    }
    Credential rest = of(apiKeys, others);
    if (clients.isEmpty() || rest instanceof Refused) {
      return rest;
    }
    Client client = clients.getFirst();
    boolean one =
        clients.stream().allMatch(client::equals)
            && (rest instanceof None || rest.equals(new Key(client.secret())));
    return one
        ? client
        : refused(ProblemCode.TWO_CREDENTIALS, "two different credentials were sent");
  }

  /** What an OAuth client's request shows. */
  static Credential ofOauth(Exchange exchange) {
    return ofOauth(exchange.headers("x-api-key"), exchange.headers("authorization"));
  }

  /** Id and secret, each encoded as in a form before they are joined and made Base64. */
  private static Optional<Client> client(String encoded) {
    try {
      String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon <= 0
          ? Optional.empty()
          : Optional.of(
              new Client(
                  URLDecoder.decode(text.substring(0, colon), StandardCharsets.UTF_8),
                  URLDecoder.decode(text.substring(colon + 1), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Whether an address holds a credential, by its look or by the name of a parameter. */
  static boolean inAddress(String uri) {
    return (uri.indexOf('?') >= 0 && Shapes.IN_ADDRESS.matcher(uri).find())
        || uri.contains("actk_");
  }

  private static Credential refused(ProblemCode code, String detail) {
    return new Refused(Problem.of(code, detail));
  }

  /** What credentials look like. */
  final class Shapes {
    private static final Pattern BEARER = Pattern.compile("\\s*(?i:bearer)\\s+(\\S+)\\s*");
    private static final Pattern BASIC = Pattern.compile("\\s*(?i:basic)\\s+(\\S+)\\s*");
    private static final Pattern IN_ADDRESS =
        Pattern.compile(
            "(?i)actk_|act_[A-Za-z0-9_-]{40}|=eyJ[A-Za-z0-9_-]{10}"
                + "|[?&](x-)?(api_?key|api-key|access_token|authorization)=");

    private Shapes() {}
  }
}
