package dev.actp.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a server is given, and how long it uses its own.
 *
 * @param bootstrap the API key to give the tenant that the first start makes, 32 characters or
 *     more; null for a random one
 * @param signing the key that the first start gives the tenant for signing tokens, an Ed25519 JSON
 *     Web Key with its private part; null for one that is made. Either is kept in the data folder
 * @param rotation how long a key signs tokens, from a day to 3,660; null where keys are only
 *     changed by hand
 */
public record GivenKeys(
    @Nullable String bootstrap, @Nullable String signing, @Nullable Duration rotation) {
  /** None: all are made, and none is changed. */
  public static final GivenKeys NONE = new GivenKeys(null, null, null);

  /** The same with a given API key instead of a random one. */
  public GivenKeys withBootstrap(@Nullable String key) {
    return new GivenKeys(key, signing, rotation);
  }

  /** The same with a given signing key. */
  public GivenKeys withSigning(@Nullable String jwk) {
    return new GivenKeys(bootstrap, jwk, rotation);
  }

  /** The same with keys that follow one another by themselves. */
  public GivenKeys withRotation(@Nullable Duration every) {
    return new GivenKeys(bootstrap, signing, every);
  }
}
