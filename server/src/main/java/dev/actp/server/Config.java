package dev.actp.server;

import dev.actp.runtime.service.RecordBounds;
import dev.actp.server.http.Bounds;
import dev.actp.server.http.Proxies;
import dev.actp.server.http.PublicUrl;
import dev.actp.server.policy.FolderSource;
import dev.actp.server.policy.PolicySource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param data the folder for everything that it keeps; made where it is missing
 * @param policies where it takes policies from, or null
 * @param policyPoll how long after each look at that place it looks again; null for only at the
 *     start
 * @param listening where it listens
 * @param keys the keys that it is given
 * @param mailDomains the tenant's own mail domains, instead of those before; null where they stay
 *     as they were
 * @param outside whom and what outside it tells of what happens
 * @param records how much it may write
 */
public record Config(
    Path data,
    @Nullable PolicySource policies,
    @Nullable Duration policyPoll,
    Listening listening,
    GivenKeys keys,
    @Nullable SortedSet<String> mailDomains,
    Outside outside,
    RecordBounds records) {

  /** A server on this machine alone, with embedded defaults. */
  public static Config of(Path data) {
    return new Config(
        data,
        null,
        null,
        Listening.LOCAL,
        GivenKeys.NONE,
        null,
        Outside.NOBODY,
        RecordBounds.USUAL);
  }

  private Config with(Listening other) {
    return new Config(data, policies, policyPoll, other, keys, mailDomains, outside, records);
  }

  private Config with(GivenKeys others) {
    return new Config(data, policies, policyPoll, listening, others, mailDomains, outside, records);
  }

  /** The same on another address. */
  public Config at(String host, int port) {
    return with(listening.at(host, port));
  }

  /** The same with metrics on a port of their own. */
  public Config withMetrics(String host, int port) {
    return with(listening.withMetrics(host, port));
  }

  /** The same, known to clients by an address. */
  public Config withPublicUrl(@Nullable PublicUrl url) {
    return with(listening.knownAs(url));
  }

  /** The same with other bounds on what anybody who connects gets. */
  public Config withBounds(Bounds other) {
    return with(listening.withBounds(other));
  }

  /** The same behind proxies whose word counts on where requests come from. */
  public Config behind(Proxies proxies) {
    return with(listening.behind(proxies));
  }

  /** The same with a given API key instead of a random one. */
  public Config withBootstrapKey(@Nullable String key) {
    return with(keys.withBootstrap(key));
  }

  /** The same with a given signing key. */
  public Config withSigningKey(@Nullable String jwk) {
    return with(keys.withSigning(jwk));
  }

  /** The same with keys that follow one another by themselves. */
  public Config withKeyRotation(@Nullable Duration every) {
    return with(keys.withRotation(every));
  }

  /** The same with the policies of a folder. */
  public Config withPolicies(@Nullable Path folder) {
    return withPolicies(folder == null ? null : new FolderSource(folder), null);
  }

  /**
   * The same with the policies of a place.
   *
   * @param poll how long after each look at it to look again; null for only at the start
   */
  public Config withPolicies(@Nullable PolicySource source, @Nullable Duration poll) {
    return new Config(data, source, poll, listening, keys, mailDomains, outside, records);
  }

  /** The same with mail domains of the tenant's own. */
  public Config withMailDomains(@Nullable SortedSet<String> domains) {
    return new Config(data, policies, policyPoll, listening, keys, domains, outside, records);
  }

  /** The same with others outside. */
  public Config withOutside(Outside others) {
    return new Config(data, policies, policyPoll, listening, keys, mailDomains, others, records);
  }

  /** The same with other bounds of what it may write. */
  public Config withRecords(RecordBounds other) {
    return new Config(data, policies, policyPoll, listening, keys, mailDomains, outside, other);
  }
}
