package dev.actp.cli;

import dev.actp.runtime.registry.ApiKey;
import dev.actp.runtime.registry.ApiKey.Role;
import dev.actp.runtime.registry.Membership;
import dev.actp.runtime.registry.Plan;
import dev.actp.runtime.registry.Quotas;
import dev.actp.runtime.token.TokenKey;
import dev.actp.server.KeyDesk;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys and the people in the data folder of a server that does not run. */
record FolderDesk(KeyDesk desk) implements Desk {

  @Override
  public List<Organisation> tenants() {
    return desk.tenants().stream()
        .map(one -> new Organisation(one.id(), one.name(), one.disabled()))
        .toList();
  }

  @Override
  public Made found(String name, @Nullable Plan plan) throws Unusable {
    return switch (desk.found(name, new Quotas(plan, Map.of()))) {
      case KeyDesk.Refused(String why) -> throw new Unusable(why);
      case KeyDesk.New(ApiKey key, String secret) -> new Made(key.tenant(), secret);
    };
  }

  @Override
  public void disable(String tenant, boolean disabled) throws Unusable {
    String unused = over(desk.disable(tenant, disabled));
  }

  @Override
  public List<Key> keys() {
    return desk.keys().stream().map(FolderDesk::key).toList();
  }

  private static Key key(ApiKey key) {
    List<String> roles = key.roles().stream().map(FolderDesk::word).sorted().toList();
    return new Key(key.id(), key.label(), roles, key.revoked(), key.expires());
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Made make(String label, Set<String> roles, @Nullable Duration lasts) throws Unusable {
    Set<Role> granted =
        Arrays.stream(Role.values())
            .filter(role -> roles.contains(word(role)))
            .collect(Collectors.toSet());
    return switch (desk.make(label, granted, lasts)) {
      case KeyDesk.Refused(String why) -> throw new Unusable(why);
      case KeyDesk.New(ApiKey key, String secret) -> new Made(key.id(), secret);
    };
  }

  @Override
  public void revoke(String id) throws Unusable {
    String unused = over(desk.revoke(id));
  }

  private static String over(KeyDesk.Ended ended) throws Unusable {
    return switch (ended) {
      case KeyDesk.Refused(String why) -> throw new Unusable(why);
      case KeyDesk.Over(String id) -> id;
    };
  }

  @Override
  public List<Signing> signing() {
    return desk.tokenKeys().stream()
        .map(key -> new Signing(key.id(), state(key), key.since().toString()))
        .toList();
  }

  private static String state(TokenKey key) {
    return key.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String rotate() throws Unusable {
    return over(desk.rotate());
  }

  @Override
  public void compromise(String id) throws Unusable {
    String unused = over(desk.compromise(id));
  }

  @Override
  public SortedMap<String, SortedSet<String>> people() {
    SortedMap<String, SortedSet<String>> people = new TreeMap<>();
    for (Membership one : desk.memberships()) {
      people.computeIfAbsent(one.person(), none -> new TreeSet<>()).add(one.group());
    }
    return people;
  }

  @Override
  public @Nullable String join(String person, Set<String> groups) throws Unusable {
    return switch (desk.join(person, groups)) {
      case KeyDesk.Refused(String why) -> throw new Unusable(why);
      case KeyDesk.Member(String secret) -> secret;
    };
  }

  @Override
  public void leave(String person, Set<String> groups) throws Unusable {
    String unused = over(desk.leave(person, groups));
  }

  @Override
  public void close() {
    desk.close();
  }
}
