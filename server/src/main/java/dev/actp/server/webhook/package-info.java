/**
 * Sends notices to the webhooks of tenants, signed as Standard Webhooks 1.0 says, and to nowhere
 * that it must not reach.
 */
@NullMarked
package dev.actp.server.webhook;

import org.jspecify.annotations.NullMarked;
