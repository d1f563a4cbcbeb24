package dev.actp.runtime.store;

import dev.actp.runtime.registry.Revocation;

/** Revocations as three texts. */
final class Revocations {
  private Revocations() {}

  static String kind(Revocation revocation) {
    return switch (revocation) {
      case Revocation.Token ignored -> "token";
      case Revocation.Capability ignored -> "capability";
      case Revocation.OfPolicy ignored -> "policy";
      case Revocation.OfAgent ignored -> "agent";
      case Revocation.Everything ignored -> "everything";
    };
  }

  static String what(Revocation revocation) {
    return switch (revocation) {
      case Revocation.Token(String jti) -> jti;
      case Revocation.Capability capability -> capability.jti();
      case Revocation.OfPolicy(String policy) -> policy;
      case Revocation.OfAgent(String agent) -> agent;
      case Revocation.Everything ignored -> "";
    };
  }

  static String capability(Revocation revocation) {
    return revocation instanceof Revocation.Capability one ? one.capability() : "";
  }

  static Revocation of(String kind, String what, String capability) {
    return switch (kind) {
      case "token" -> new Revocation.Token(what);
      case "capability" -> new Revocation.Capability(what, capability);
      case "policy" -> new Revocation.OfPolicy(what);
      case "agent" -> new Revocation.OfAgent(what);
      case "everything" -> Revocation.Everything.EVERYTHING;
      default -> throw new StoreException("a stored revocation is of no known kind");
    };
  }
}
