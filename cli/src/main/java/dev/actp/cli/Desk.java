package dev.actp.cli;

import dev.actp.runtime.registry.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The API keys and the approvers of a server. What is refused is thrown as {@link Unusable};
 * another exception says that the server could not be reached.
 */
interface Desk extends AutoCloseable {

  /**
   * A key.
   *
   * @param roles as they are written
   * @param expires null for never
   */
  record Key(
      String id, String label, List<String> roles, boolean revoked, @Nullable Instant expires) {}

  /** A new key; its secret is nowhere else. */
  record Made(String id, String secret) {}

  /**
   * A key that signs tokens.
   *
   * @param state as it is written
   * @param since a time
   */
  record Signing(String id, String state, String since) {}

  /** A tenant. */
  record Organisation(String id, String name, boolean disabled) {}

  /** All tenants, in the order in which they were created. */
  List<Organisation> tenants() throws IOException;

  /**
   * Creates a tenant.
   *
   * @return its id and the secret of its first key
   */
  Made found(String name, @Nullable Plan plan) throws IOException;

  /** Disables a tenant, or lets it go on. */
  void disable(String tenant, boolean disabled) throws IOException;

  /** All keys, ended ones too. */
  List<Key> keys() throws IOException;

  /**
   * Makes a key, which is not for approvers.
   *
   * @param roles as they are written
   * @param lasts from now, or null for ever
   */
  Made make(String label, Set<String> roles, @Nullable Duration lasts) throws IOException;

  /** Ends a key by its id. */
  void revoke(String id) throws IOException;

  /** The keys that sign tokens, or did. */
  List<Signing> signing() throws IOException;

  /** Lets another key sign tokens, and returns its id. */
  String rotate() throws IOException;

  /** Ends a key that signs tokens, and all that it signed. */
  void compromise(String id) throws IOException;

  /** The groups that people answer for, by person. */
  SortedMap<String, SortedSet<String>> people() throws IOException;

  /** Puts a person into groups, and returns their new personal key where there was none. */
  @Nullable String join(String person, Set<String> groups) throws IOException;

  /** Takes a person out of groups; where none are named out of all, and their key ends, too. */
  void leave(String person, Set<String> groups) throws IOException;

  @Override
  void close();
}
