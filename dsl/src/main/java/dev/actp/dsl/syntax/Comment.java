package dev.actp.dsl.syntax;

/**
 * A {@code //} comment. Comments are no part of the tree; the formatter puts them back by their
 * places.
 *
 * @param text what follows the slashes, without blanks at its end
 * @param ownLine whether nothing but blanks stands before it on its line
 */
public record Comment(String text, boolean ownLine, Span span) implements Node {}
