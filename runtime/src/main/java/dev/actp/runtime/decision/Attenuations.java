package dev.actp.runtime.decision;

import dev.actp.runtime.decision.VerifiedToken.Narrowing;
import org.jspecify.annotations.Nullable;

/**
 * Tells what narrowings mean under one version of a policy. A pure function of that version's
 * sources and the narrowing's text. Thread-safe.
 */
public interface Attenuations {
  /** Of a policy whose sources are not at hand: no narrowing of it means anything. */
  Attenuations NONE = narrowing -> new Attenuation.Unclear("the policy cannot be narrowed here");

  /** What a narrowing means. May take milliseconds: not for the writer. */
  Attenuation read(Narrowing narrowing);

  /** The same where it takes no work, else null. */
  default @Nullable Attenuation known(Narrowing narrowing) {
    return null;
  }
}
