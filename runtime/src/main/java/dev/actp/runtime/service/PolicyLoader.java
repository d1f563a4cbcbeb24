package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicy;
import dev.actp.runtime.registry.PolicyVersion;

/** Compiles stored policies again when the service starts. */
public interface PolicyLoader {

  /**
   * The version, compiled from its sources.
   *
   * @throws RuntimeException if it does not compile any more: the service does not start
   */
  CompiledPolicy load(PolicyVersion version);
}
