package dev.actp.dsl.syntax;

import org.jspecify.annotations.Nullable;

/** Which actions a prohibition, a policy-level approval, a quota or a claim speaks of. */
public sealed interface ActionTarget extends Node {
  /** One action. */
  record Named(Name action, Span span) implements ActionTarget {}

  /** {@code any action}, or {@code any action matching "glob"}. */
  record Any(@Nullable Pattern matching, Span span) implements ActionTarget {}
}
