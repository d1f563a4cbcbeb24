package dev.actp.dsl.syntax;

/**
 * A parameter of an action, or a member of a record type.
 *
 * @param optional whether it may be absent
 */
public record Field(Name name, Type type, boolean optional, Span span) implements Node {}
