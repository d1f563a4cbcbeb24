package dev.actp.compiler.mutate;

import dev.actp.runtime.policy.Source;

/**
 * A policy with one small change.
 *
 * @param original the clause, rule or head that was changed, in its canonical text; the place is
 *     that of the change itself
 * @param changed what it was changed to; empty where it was left out
 */
public record Mutant(Source original, String changed) {}
