package dev.actp.server.http;

import dev.actp.runtime.json.Members.Misfit;
import dev.actp.runtime.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a decision says, in any dialect. The published ones are read by hand here, as
 * every decision passes.
 *
 * @param subject whom it is about, where a dialect names that beside or instead of a token
 * @param misfits what does not fit; with any, the rest means nothing
 */
record EnforceBody(
    @Nullable String token,
    @Nullable String proof,
    String action,
    String resource,
    Value.Struct context,
    @Nullable String requestId,
    @Nullable String tenantHint,
    @Nullable Subject subject,
    List<Misfit> misfits) {
  static final int ACTION_MAX = 256;
  private static final int REQUEST_ID_MAX = 128;

  /**
   * An agent that is named.
   *
   * @param agent its id or name
   * @param pointer where in the request that is
   * @param values what is said of it; these become session values of a token that it gets
   * @param valuesPointer where in the request they are
   */
  record Subject(String agent, String pointer, Value.Struct values, String valuesPointer) {}

  static EnforceBody of(Value.Struct document) {
    Reader reader = new Reader();
    document.members().entrySet().forEach(reader::take);
    return reader.done();
  }

  /** The same about another action or resource. */
  EnforceBody about(String otherAction, String otherResource) {
    return new EnforceBody(
        token, proof, otherAction, otherResource, context, requestId, tenantHint, subject, misfits);
  }

  /** What is no request at all. */
  static EnforceBody none(String pointer, String why) {
    return new EnforceBody(
        null,
        null,
        "",
        "",
        Value.Struct.EMPTY,
        null,
        null,
        null,
        List.of(new Misfit(pointer, why)));
  }

  /** Takes one member after another. */
  private static final class Reader {
    private final List<Misfit> misfits = new ArrayList<>(0);
    private @Nullable String token;
    private @Nullable String proof;
    private @Nullable String action;
    private @Nullable String resource;
    private Value.Struct context = Value.Struct.EMPTY;
    private @Nullable String requestId;
    private @Nullable String tenantHint;

    void take(Map.Entry<String, Value> member) {
      String name = member.getKey();
      Value value = member.getValue();
      switch (name) {
        case "token", "capabilityToken", "capability_token" -> token = text(name, value, token);
        case "proof" -> proof = text(name, value, proof);
        case "action" -> action = text(name, value, action);
        case "resource", "resourceId", "resource_id" -> resource = text(name, value, resource);
        case "requestId", "request_id" -> requestId = text(name, value, requestId);
        case "tenantId", "tenant_id" -> tenantHint = text(name, value, tenantHint);
        case "context" -> takeContext(value);
        default -> misfit(name, "unknown member");
      }
    }

    private void takeContext(Value value) {
      if (value instanceof Value.Struct struct) {
        context = struct;
      } else {
        misfit("context", "has to be an object");
      }
    }

    private @Nullable String text(String name, Value value, @Nullable String earlier) {
      if (!(value instanceof Value.Text(String text))) {
        misfit(name, "has to be a string");
        return earlier;
      }
      if (earlier != null && !earlier.equals(text)) {
        misfit(name, "differs from another member that means the same");
      }
      return text;
    }

    private void misfit(String name, String why) {
      misfits.add(new Misfit("/" + name.replace("~", "~0").replace("/", "~1"), why));
    }

    EnforceBody done() {
      if (action == null || action.isEmpty() || action.length() > ACTION_MAX) {
        misfit("action", "is required, with 1 to " + ACTION_MAX + " characters");
      }
      if (requestId != null && (requestId.isEmpty() || requestId.length() > REQUEST_ID_MAX)) {
        misfit("requestId", "has 1 to " + REQUEST_ID_MAX + " characters");
      }
      return new EnforceBody(
          token,
          proof,
          action == null ? "" : action,
          resource == null ? "" : resource,
          context,
          requestId,
          tenantHint,
          null,
          misfits);
    }
  }
}
