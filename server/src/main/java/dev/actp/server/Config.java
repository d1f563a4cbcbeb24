package dev.actp.server;

import dev.actp.runtime.service.RecordBounds;
import dev.actp.server.http.Bounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param host the address that it listens on
 * @param port its port, 0 for any free one
 * @param data the folder for everything that it keeps; made where it is missing
 * @param policies a folder of {@code .actp} files to put in force at the start, or null
 * @param bootstrapKey the API key to give the tenant that the first start makes, 32 characters or
 *     more; null for a random one
 * @param signingKey the key that the first start gives the tenant for signing tokens, an Ed25519
 *     JSON Web Key with its private part; null for one that is made. Either is kept in the data
 *     folder
 * @param keyRotation how long a key signs tokens, from a day to 3,660; null where keys are only
 *     changed by hand
 * @param audience what tokens name as the decision point that they are for
 * @param mailDomains the tenant's own mail domains, instead of those before; null where they stay
 *     as they were
 * @param eventLoops how many threads read requests; 0 for one a processor
 * @param bounds how many may connect, and how long a request may take to come in
 * @param drain how long requests under way may take to finish when the server stops
 * @param outside whom and what outside it tells of what happens
 * @param records how much it may write
 */
public record Config(
    String host,
    int port,
    Path data,
    @Nullable Path policies,
    @Nullable String bootstrapKey,
    @Nullable String signingKey,
    @Nullable Duration keyRotation,
    String audience,
    @Nullable SortedSet<String> mailDomains,
    int eventLoops,
    Bounds bounds,
    Duration drain,
    Outside outside,
    RecordBounds records) {
  public static final int DEFAULT_PORT = 8080;
  private static final String DEFAULT_AUDIENCE = "urn:actp:decision-point";
  private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(10);

  /** A server on this machine alone, with embedded defaults. */
  public static Config of(Path data) {
    return new Config(
        "127.0.0.1",
        DEFAULT_PORT,
        data,
        null,
        null,
        null,
        null,
        DEFAULT_AUDIENCE,
        null,
        0,
        Bounds.DEFAULT,
        DEFAULT_DRAIN,
        Outside.NOBODY,
        RecordBounds.USUAL);
  }

  /** The same on another address. */
  public Config at(String otherHost, int otherPort) {
    return new Config(
        otherHost,
        otherPort,
        data,
        policies,
        bootstrapKey,
        signingKey,
        keyRotation,
        audience,
        mailDomains,
        eventLoops,
        bounds,
        drain,
        outside,
        records);
  }

  /** The same with the policies of a folder. */
  public Config withPolicies(@Nullable Path folder) {
    return new Config(
        host,
        port,
        data,
        folder,
        bootstrapKey,
        signingKey,
        keyRotation,
        audience,
        mailDomains,
        eventLoops,
        bounds,
        drain,
        outside,
        records);
  }

  /** The same with a given key instead of a random one. */
  public Config withBootstrapKey(@Nullable String key) {
    return new Config(
        host,
        port,
        data,
        policies,
        key,
        signingKey,
        keyRotation,
        audience,
        mailDomains,
        eventLoops,
        bounds,
        drain,
        outside,
        records);
  }

  /** The same with a given signing key. */
  public Config withSigningKey(@Nullable String jwk) {
    return new Config(
        host,
        port,
        data,
        policies,
        bootstrapKey,
        jwk,
        keyRotation,
        audience,
        mailDomains,
        eventLoops,
        bounds,
        drain,
        outside,
        records);
  }

  /** The same with other bounds on what anybody who connects gets. */
  public Config withBounds(Bounds other) {
    return new Config(
        host,
        port,
        data,
        policies,
        bootstrapKey,
        signingKey,
        keyRotation,
        audience,
        mailDomains,
        eventLoops,
        other,
        drain,
        outside,
        records);
  }

  /** The same with mail domains of the tenant's own. */
  public Config withMailDomains(@Nullable SortedSet<String> domains) {
    return new Config(
        host,
        port,
        data,
        policies,
        bootstrapKey,
        signingKey,
        keyRotation,
        audience,
        domains,
        eventLoops,
        bounds,
        drain,
        outside,
        records);
  }

  /** The same with keys that follow one another by themselves. */
  public Config withKeyRotation(@Nullable Duration every) {
    return new Config(
        host,
        port,
        data,
        policies,
        bootstrapKey,
        signingKey,
        every,
        audience,
        mailDomains,
        eventLoops,
        bounds,
        drain,
        outside,
        records);
  }

  /** The same with others outside. */
  public Config withOutside(Outside others) {
    return new Config(
        host,
        port,
        data,
        policies,
        bootstrapKey,
        signingKey,
        keyRotation,
        audience,
        mailDomains,
        eventLoops,
        bounds,
        drain,
        others,
        records);
  }

  /** The same with other bounds of what it may write. */
  public Config withRecords(RecordBounds other) {
    return new Config(
        host,
        port,
        data,
        policies,
        bootstrapKey,
        signingKey,
        keyRotation,
        audience,
        mailDomains,
        eventLoops,
        bounds,
        drain,
        outside,
        other);
  }
}
