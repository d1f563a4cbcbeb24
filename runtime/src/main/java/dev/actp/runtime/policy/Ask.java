package dev.actp.runtime.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * People to be asked before a use.
 *
 * @param quorum how many distinct people of the group, 1 or more
 * @param when asked only if true; a fault fails the clause (in a policy-level approval: asks); null
 *     for always
 * @param expires from the ask, and again from the last yes that was needed; 24 h at most
 */
public record Ask(int quorum, String group, @Nullable Expr when, Duration expires) {}
