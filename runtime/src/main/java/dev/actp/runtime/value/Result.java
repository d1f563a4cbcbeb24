package dev.actp.runtime.value;

/**
 * What evaluating an expression gives: a {@link Value}, or the {@link Fault} that kept it from one.
 * The third truth value of the language ("error") is a fault; nothing on the decision path is
 * signalled by an exception.
 */
public sealed interface Result permits Value, Fault {}
