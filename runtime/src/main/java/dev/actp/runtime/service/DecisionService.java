package dev.actp.runtime.service;

import dev.actp.runtime.decision.CompiledPolicies;
import dev.actp.runtime.registry.Queries;
import java.util.concurrent.CompletionStage;

/**
 * The decision point. Everything that reads or changes state goes through one writer, in one order.
 * A stage completes only after its record and effects are on disk; it never completes
 * exceptionally: what goes wrong is a denial or a refusal. Stages complete on the service's own
 * threads: do not block in them. Thread-safe.
 */
public interface DecisionService extends AutoCloseable {

  /** Decides a request. Answers {@code OVERLOADED} at once where the queue is full. */
  CompletionStage<Answer> enforce(Enforcement enforcement);

  /** Performs an administrative act on a tenant. */
  CompletionStage<Done> perform(String tenant, Actor actor, Act act);

  /**
   * A tenant's policies in force, compiled, out of memory: for checking what is asked for before it
   * is decided. What a completed stage put in force is seen; none for an unknown tenant.
   */
  CompiledPolicies policies(String tenant);

  /** What is stored, read-only; what a completed stage committed is seen. */
  Queries queries();

  /** Ends it: what is queued is still decided; what comes later is answered {@code OVERLOADED}. */
  @Override
  void close();
}
