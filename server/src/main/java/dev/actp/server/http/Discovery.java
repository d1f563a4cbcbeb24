package dev.actp.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Documents that tell clients where everything is (RFC 8615). Addresses in them come from the
 * server's own settings and never from a request: whoever could choose them would have clients send
 * their tokens elsewhere.
 */
final class Discovery {
  /** How long clients may keep them: they change with a restart. */
  private static final String KEPT = "public, max-age=300";

  private final @Nullable PublicUrl given;
  private final String host;

  /**
   * @param given what the server was told that clients know it by
   * @param host what it listens on: one that is reached from this machine alone knows its address
   */
  Discovery(@Nullable PublicUrl given, String host) {
    this.given = given;
    this.host = host;
  }

  /** Where clients find the server; empty where nobody said so. */
  Optional<PublicUrl> url(Exchange exchange) {
    if (given != null || !PublicUrl.isLoopback(host)) {
      return Optional.ofNullable(given);
    }
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return Optional.of(new PublicUrl("http://" + shown + ":" + exchange.port(), ""));
  }

  /** By path. Where the public address has a path, that is behind the well-known one, too. */
  Map<String, Function<Exchange, Reply>> pages() {
    Map<String, Function<Exchange, Reply>> pages = new LinkedHashMap<>();
    add(pages, "/.well-known/authzen-configuration", Discovery::authzen);
    add(pages, "/.well-known/oauth-authorization-server", Discovery::oauth);
    return pages;
  }

  private void add(
      Map<String, Function<Exchange, Reply>> pages,
      String path,
      BiConsumer<Out, PublicUrl> document) {
    Function<Exchange, Reply> page =
        exchange ->
            url(exchange)
                .map(url -> Reply.ok(out -> document.accept(out, url)).with("cache-control", KEPT))
                .orElseGet(Discovery::unknown);
    pages.put(path, page);
    if (given != null) {
      pages.put(path + given.path(), page);
    }
  }

  private static Reply unknown() {
    return Problem.of(
            ProblemCode.NOT_FOUND,
            "the server was not told what clients know it by: start it with `--public-url`")
        .reply();
  }

  /** RFC 8414 2, RFC 9396 10. There is no authorization endpoint, hence no response type. */
  private static void oauth(Out out, PublicUrl url) {
    List<String> basic = List.of("client_secret_basic");
    out.text("issuer", url.toString())
        .text("token_endpoint", url.at("/v1/oauth/token"))
        .text("introspection_endpoint", url.at("/v1/introspect"))
        .text("revocation_endpoint", url.at("/v1/revoke"))
        .text("jwks_uri", url.at("/.well-known/jwks.json"))
        .texts("response_types_supported", List.of())
        .texts("grant_types_supported", List.of(ExchangeForm.GRANT))
        .texts("token_endpoint_auth_methods_supported", basic)
        .texts("introspection_endpoint_auth_methods_supported", basic)
        .texts("revocation_endpoint_auth_methods_supported", basic)
        .texts("authorization_details_types_supported", List.of(CapabilityDetails.TYPE));
  }

  /** AuthZEN Authorization API 1.0, section 9. */
  private static void authzen(Out out, PublicUrl url) {
    out.text("policy_decision_point", url.toString())
        .text("access_evaluation_endpoint", url.at("/access/v1/evaluation"))
        .text("access_evaluations_endpoint", url.at("/access/v1/evaluations"))
        .text("search_action_endpoint", url.at("/access/v1/search/action"))
        .text("search_resource_endpoint", url.at("/access/v1/search/resource"));
  }
}
