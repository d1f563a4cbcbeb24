package dev.actp.dsl.diagnostic;

import dev.actp.dsl.syntax.Span;
import org.jspecify.annotations.Nullable;

/**
 * A place that a diagnostic speaks of.
 *
 * @param text a few words shown beside the mark, or null
 */
public record Label(Span span, @Nullable String text) {}
