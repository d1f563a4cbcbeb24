/**
 * What a tenant's decisions depend on besides request, token and policies, and how it changes:
 * counters, history, approvals, revocations, standing. Pure transitions in memory; whoever drives
 * it keeps the time and the store.
 */
@NullMarked
package dev.actp.runtime.state;

import org.jspecify.annotations.NullMarked;
