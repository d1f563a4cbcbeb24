package dev.actp.runtime.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.actp.runtime.json.ValueWriter;
import dev.actp.runtime.token.Claims.LinkClaims;
import dev.actp.runtime.token.Claims.Named;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.util.List;

/** Writes claims as JSON text, all of them, always. */
final class ClaimsWriter {
  private ClaimsWriter() {}

  static String write(Claims claims) {
    return TokenJson.write(json -> write(json, claims));
  }

  private static void write(JsonGenerator json, Claims claims) throws IOException {
    json.writeStartObject();
    json.writeStringField("iss", claims.issuer());
    json.writeStringField("aud", claims.audience());
    json.writeStringField("tid", claims.tenant());
    json.writeNumberField("iat", claims.issued().getEpochSecond());
    json.writeStringField("sid", claims.session());
    json.writeFieldName("session");
    ValueWriter.write(json, claims.values());
    List<LinkClaims> links = claims.links();
    json.writeArrayFieldStart("ancestors");
    for (LinkClaims ancestor : links.subList(0, links.size() - 1)) {
      json.writeStartObject();
      link(json, ancestor);
      json.writeEndObject();
    }
    json.writeEndArray();
    link(json, links.get(links.size() - 1));
    Value.Struct act = ActClaim.of(links);
    if (act != null) {
      json.writeFieldName(ActClaim.NAME);
      ValueWriter.write(json, act);
    }
    if (claims.holder() != null) {
      Confirmation.write(json, claims.holder());
    }
    json.writeEndObject();
  }

  private static void link(JsonGenerator json, LinkClaims link) throws IOException {
    json.writeStringField("jti", link.jti());
    json.writeStringField("sub", link.agent());
    json.writeNumberField("nbf", link.notBefore().getEpochSecond());
    json.writeNumberField("exp", link.expires().getEpochSecond());
    json.writeArrayFieldStart("policies");
    for (Named policy : link.policies()) {
      json.writeStartObject();
      json.writeStringField("id", policy.id());
      json.writeStringField("digest", policy.digest());
      if (policy.pinned()) {
        json.writeBooleanField("pin", true);
      }
      json.writeArrayFieldStart("capabilities");
      for (String capability : policy.capabilities()) {
        json.writeString(capability);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    NarrowClaims.write(json, link.narrow());
  }
}
