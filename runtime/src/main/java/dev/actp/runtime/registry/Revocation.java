package dev.actp.runtime.registry;

/**
 * Something taken back. It holds for every decision committed after it, and for all that descends
 * from it.
 */
public sealed interface Revocation {

  /** One token and its children. */
  record Token(String jti) implements Revocation {}

  /** One capability of a token, by name, and of its children. */
  record Capability(String jti, String capability) implements Revocation {}

  /** A policy: no token grants by it until it is reinstated. */
  record OfPolicy(String policy) implements Revocation {}

  /** All tokens that an agent holds now; tokens issued to it later are good. */
  record OfAgent(String agent) implements Revocation {}

  /** Every token of the tenant, issued or yet to be, until it is reinstated. */
  enum Everything implements Revocation {
    EVERYTHING
  }
}
