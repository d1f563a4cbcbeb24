package dev.actp.server.http;

import dev.actp.runtime.value.Value;
import java.util.List;
import java.util.TreeMap;

/**
 * {@code tenantId} in a body. The tenant always comes from the credential; the hint is refused
 * where it names another one, and otherwise says nothing.
 */
final class TenantHint {
  private static final List<String> NAMES = List.of("tenantId", "tenant_id");

  private TenantHint() {}

  /** Whether a body names a tenant that the credential is not of. */
  static boolean foreign(Value document, String tenant) {
    return document instanceof Value.Struct body
        && NAMES.stream()
            .map(name -> body.members().get(name))
            .anyMatch(
                hint ->
                    hint != null
                        && !(hint instanceof Value.Text(String named) && allows(named, tenant)));
  }

  static boolean allows(String hint, String tenant) {
    return hint.equals("default-tenant") || hint.equals(tenant);
  }

  /** The body without the hint. */
  static Value.Struct without(Value.Struct body) {
    if (NAMES.stream().noneMatch(name -> body.members().containsKey(name))) {
      return body;
    }
    var rest = new TreeMap<>(body.members());
    rest.keySet().removeAll(NAMES);
    return new Value.Struct(rest);
  }
}
