package dev.actp.dsl.syntax;

/** {@code by "finance"} or {@code by 2 of "finance"}; without a count it is 1. */
public record Approvers(Count count, Text group, Span span) implements Node {}
