/**
 * What a tenant's administration keeps (agents, keys, policy versions, tokens, approvals, people),
 * and how it is read.
 */
@NullMarked
package dev.actp.runtime.registry;

import org.jspecify.annotations.NullMarked;
