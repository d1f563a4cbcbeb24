package dev.actp.dsl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One test, or one claim about every request. */
public sealed interface TestItem extends Node {

  /** The lines of its {@code ///} comment. */
  List<String> documentation();

  /**
   * {@code test "title" [requirement "id"] [for TABLE] { STEPS }}.
   *
   * @param requirement what of a catalogue of controls it is evidence for
   */
  record Test(
      List<String> documentation,
      Text title,
      @Nullable Text requirement,
      @Nullable Table table,
      List<Step> steps,
      Span span)
      implements TestItem {
    public Test {
      steps = List.copyOf(steps);
    }
  }

  /** {@code never ACTION [on "P"] [when EXPR]}. */
  record Never(List<String> documentation, Scope scope, @Nullable Expression when, Span span)
      implements TestItem {}

  /** {@code always approval by [K of] "GROUP" for ACTION [on "P"] [when EXPR]}. */
  record AlwaysApproval(
      List<String> documentation,
      Approvers approvers,
      Scope scope,
      @Nullable Expression when,
      Span span)
      implements TestItem {}
}
