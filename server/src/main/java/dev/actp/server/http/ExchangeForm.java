package dev.actp.server.http;

import dev.actp.runtime.json.JsonLimits;
import dev.actp.runtime.json.StrictJson;
import dev.actp.runtime.token.OpaqueSecret;
import dev.actp.runtime.value.Value;
import dev.actp.server.http.OauthError.Code;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of a token exchange (RFC 8693 2.1). Parameters without a value count as left out, and
 * others than those for nothing (RFC 6749 3.2).
 */
final class ExchangeForm {
  static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
  static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
  static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

  /** An agent by its id or name, in place of a token of it. */
  static final String AGENT = "urn:actp:token-type:agent";

  /** What a scope is made of (RFC 6749 3.3). */
  static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]+");

  private final Map<String, Value> given;
  private @Nullable OauthError wrong;

  private ExchangeForm(Value.Struct form) {
    this.given = new TreeMap<>(form.members());
    given.values().removeIf(value -> value instanceof Value.Text(String text) && text.isEmpty());
  }

  /** What a form comes to. */
  sealed interface Reading {}

  /** It makes no sense. */
  record Wrong(OauthError error) implements Reading {}

  /**
   * What is asked for.
   *
   * @param subject the text of the token that is handed on
   * @param actor who gets the child, in the words of {@code actorType}; null for the subject itself
   * @param asJwt whether a JWT is asked for by name
   * @param targets where the child is to be used, as far as the client says so
   * @param scope names of capabilities
   * @param details authorization details (RFC 9396), as they came
   */
  record Asked(
      String subject,
      @Nullable String actor,
      @Nullable String actorType,
      boolean asJwt,
      List<String> targets,
      List<String> scope,
      List<Value.Struct> details)
      implements Reading {}

  static Reading read(Value.Struct form) {
    ExchangeForm reader = new ExchangeForm(form);
    Asked asked = reader.read();
    return reader.wrong == null ? asked : new Wrong(reader.wrong);
  }

  private Asked read() {
    String grant = needed("grant_type");
    if (!grant.equals(GRANT)) {
      wrong(Code.UNSUPPORTED_GRANT_TYPE, "`grant_type` has to be `" + GRANT + "`");
    }
    if (given.containsKey("client_secret")) {
      wrong(Code.INVALID_REQUEST, "a client shows its key by `Authorization`, not in the form");
    }
    String subject = needed("subject_token");
    type("subject_token_type", needed("subject_token_type"), ACCESS_TOKEN, JWT);
    if (isReference(subject) && text("subject_token_type", "").equals(JWT)) {
      wrong(Code.INVALID_REQUEST, "the `subject_token` is no JWT, as its type says");
    }
    @Nullable String actor = given.containsKey("actor_token") ? needed("actor_token") : null;
    @Nullable String actorType =
        given.containsKey("actor_token_type") ? needed("actor_token_type") : null;
    if ((actor == null) != (actorType == null)) {
      wrong(Code.INVALID_REQUEST, "`actor_token` and `actor_token_type` go together");
    } else if (actorType != null) {
      type("actor_token_type", actorType, ACCESS_TOKEN, JWT, AGENT);
    }
    String requested = text("requested_token_type", ACCESS_TOKEN);
    type("requested_token_type", requested, ACCESS_TOKEN, JWT);
    return new Asked(
        subject,
        actor,
        actorType,
        requested.equals(JWT),
        Stream.of("audience", "resource").flatMap(this::all).toList(),
        scope(),
        details());
  }

  static boolean isReference(String token) {
    return token.startsWith(OpaqueSecret.TOKEN_REFERENCE.prefix());
  }

  /** The first thing that is wrong is what the client is told. */
  private void wrong(Code code, String why) {
    wrong = wrong == null ? OauthError.of(code, why) : wrong;
  }

  private String text(String name, String otherwise) {
    return given.get(name) instanceof Value.Text(String text) ? text : otherwise;
  }

  private String needed(String name) {
    if (!given.containsKey(name)) {
      wrong(Code.INVALID_REQUEST, "`" + name + "` is required");
    }
    return text(name, "");
  }

  private void type(String name, String type, String... known) {
    if (!Set.of(known).contains(type)) {
      wrong(
          Code.INVALID_REQUEST,
          "`%s` has to be one of `%s`".formatted(name, String.join("`, `", known)));
    }
  }

  private Stream<String> all(String name) {
    return switch (given.get(name)) {
      case Value.Text(String one) -> Stream.of(one);
      case Value.Sequence(List<Value> several) ->
          several.stream().map(one -> one instanceof Value.Text(String text) ? text : "");
      case null, default -> Stream.empty();
    };
  }

  private List<String> scope() {
    String scope = text("scope", "");
    List<String> names = scope.isEmpty() ? List.of() : List.of(scope.split(" ", -1));
    if (!names.stream().allMatch(SCOPE.asMatchPredicate())) {
      wrong(Code.INVALID_SCOPE, "`scope` is names with one blank between them");
    }
    return names.stream().distinct().toList();
  }

  private List<Value.Struct> details() {
    String text = text("authorization_details", "");
    if (text.isEmpty()) {
      return List.of();
    }
    if (StrictJson.read(text, JsonLimits.DEFAULT)
            instanceof StrictJson.Reading.Document(Value.Sequence(List<Value> elements))
        && !elements.isEmpty()
        && elements.stream().allMatch(Value.Struct.class::isInstance)) {
      return elements.stream().map(Value.Struct.class::cast).toList();
    }
    wrong(
        Code.INVALID_AUTHORIZATION_DETAILS,
        "`authorization_details` has to be a JSON list of one object or more");
    return List.of();
  }
}
