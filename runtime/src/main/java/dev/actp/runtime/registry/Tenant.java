package dev.actp.runtime.registry;

import java.time.Instant;

/** An organisation whose agents, policies and ledger nobody else sees. */
public record Tenant(String id, String name, Instant created) {}
