package dev.actp.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test expects behind {@code =>}. */
public sealed interface Outcome extends Node {

  /** {@code allow [revealing A and B]}; without {@code revealing}, whatever the obligations. */
  record Allow(List<Reveal> revealing, Span span) implements Outcome {
    public Allow {
      revealing = List.copyOf(revealing);
    }
  }

  /** {@code allow would deny}: allowed by monitor mode only. */
  record WouldDeny(@Nullable Cause cause, Span span) implements Outcome {}

  /** {@code needs approval [by [K of] "GROUP"]}. */
  record NeedsApproval(@Nullable Approvers approvers, Span span) implements Outcome {}

  /** {@code deny}, for a cause or for any. */
  record Deny(@Nullable Cause cause, Span span) implements Outcome {}

  /** {@code (variable)}: the outcome in a cell of the table. */
  record Variable(Name name, Span span) implements Outcome {}
}
