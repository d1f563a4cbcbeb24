package dev.actp.cli;

import dev.actp.runtime.registry.Plan;
import dev.actp.runtime.value.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys and the people of a server that runs, for a key with the role {@code admin}. */
record RemoteDesk(HttpApi api) implements Desk {
  private static final String KEYS = "/v1/keys";
  private static final String SIGNING = "/v1/token-keys";
  private static final String TENANTS = "/v1/tenants";
  private static final String PEOPLE = "/v1/people";

  @Override
  public List<Organisation> tenants() throws IOException {
    return all(TENANTS, "tenants").stream()
        .map(
            one ->
                new Organisation(
                    Documents.text(one, "id"),
                    Documents.text(one, "name"),
                    one.members().get("disabled") instanceof Value.Bool disabled
                        && disabled.value()))
        .toList();
  }

  @Override
  public Made found(String name, @Nullable Plan plan) throws IOException {
    Value.Struct asked = Documents.of("name", name);
    if (plan != null) {
      asked = Documents.with(asked, "plan", new Value.Text(plan.name().toLowerCase(Locale.ROOT)));
    }
    Value.Struct made = api.post(TENANTS, asked);
    return new Made(Documents.text(made, "id"), Documents.text(made, "key"));
  }

  @Override
  public void disable(String tenant, boolean disabled) throws IOException {
    String what = disabled ? "/disable" : "/enable";
    Value.Struct unused = api.post(TENANTS + "/" + HttpApi.escaped(tenant) + what, Documents.of());
  }

  @Override
  public List<Key> keys() throws IOException {
    List<Key> keys = new ArrayList<>();
    for (Value.Struct key : all(KEYS, "keys")) {
      String expires = Documents.text(key, "expires_at");
      keys.add(
          new Key(
              Documents.text(key, "id"),
              Documents.text(key, "label"),
              Documents.texts(key, "roles"),
              key.members().get("revoked") instanceof Value.Bool revoked && revoked.value(),
              expires.isEmpty() ? null : Instant.parse(expires)));
    }
    return keys;
  }

  /** All parts of a list. */
  private List<Value.Struct> all(String path, String name) throws IOException {
    List<Value.Struct> all = new ArrayList<>();
    String next = "";
    do {
      Value.Struct part =
          api.get(
              path + "?limit=1000" + (next.isEmpty() ? "" : "&cursor=" + HttpApi.escaped(next)));
      all.addAll(Documents.objects(part, name));
      next = Documents.text(part, "next");
    } while (!next.isEmpty());
    return all;
  }

  @Override
  public Made make(String label, Set<String> roles, @Nullable Duration lasts) throws IOException {
    Value.Struct asked =
        Documents.of(
            "label",
            label,
            "roles",
            List.copyOf(roles),
            "enforces_obligations",
            Value.Bool.of(true));
    if (lasts != null) {
      asked = Documents.with(asked, "expires_in", Value.Num.of(lasts.toSeconds()));
    }
    Value.Struct made = api.post(KEYS, asked);
    return new Made(Documents.text(made, "id"), Documents.text(made, "key"));
  }

  @Override
  public void revoke(String id) throws IOException {
    api.post(KEYS + "/" + HttpApi.escaped(id) + "/revoke", Documents.of());
  }

  @Override
  public List<Signing> signing() throws IOException {
    return Documents.objects(api.get(SIGNING), "token_keys").stream()
        .map(
            key ->
                new Signing(
                    Documents.text(key, "id"),
                    Documents.text(key, "state").replace('_', '-'),
                    Documents.text(key, "since")))
        .toList();
  }

  @Override
  public String rotate() throws IOException {
    return Documents.text(api.post(SIGNING + "/rotate", Documents.of()), "id");
  }

  @Override
  public void compromise(String id) throws IOException {
    Value.Struct unused =
        api.post(SIGNING + "/" + HttpApi.escaped(id) + "/compromise", Documents.of());
  }

  @Override
  public SortedMap<String, SortedSet<String>> people() throws IOException {
    SortedMap<String, SortedSet<String>> people = new TreeMap<>();
    for (Value.Struct person : all(PEOPLE, "people")) {
      SortedSet<String> groups = groups(person);
      if (!groups.isEmpty()) {
        people.put(Documents.text(person, "id"), groups);
      }
    }
    return people;
  }

  private static SortedSet<String> groups(Value.Struct person) {
    SortedSet<String> groups = new TreeSet<>();
    Documents.objects(person, "groups").forEach(one -> groups.add(Documents.text(one, "name")));
    return groups;
  }

  @Override
  public @Nullable String join(String person, Set<String> groups) throws IOException {
    Value.Struct joined =
        api.post(PEOPLE, Documents.of("id", person, "name", person, "groups", List.copyOf(groups)));
    String key = Documents.text(joined, "key");
    return key.isEmpty() ? null : key;
  }

  @Override
  public void leave(String person, Set<String> groups) throws IOException {
    String path = PEOPLE + "/" + HttpApi.escaped(person);
    if (groups.isEmpty()) {
      api.post(path + "/remove", Documents.of());
    } else {
      SortedSet<String> kept = groups(api.get(path));
      kept.removeAll(groups);
      api.put(path + "/groups", Documents.of("groups", List.copyOf(kept)));
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
