package dev.actp.runtime.policy;

/**
 * What one use takes from a counter.
 *
 * @param amount a number or money, zero or more; anything else is a fault
 */
public record Charge(Counter counter, Expr amount) {}
