/**
 * What a tenant's administration keeps: agents, keys, policy versions, tokens, approvals, people.
 * Plain records, no behaviour.
 */
@NullMarked
package dev.actp.runtime.registry;

import org.jspecify.annotations.NullMarked;
