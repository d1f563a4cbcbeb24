package dev.actp.runtime.decision;

import dev.actp.runtime.policy.Clause;
import dev.actp.runtime.policy.Expr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link VerifiedToken.Narrowing} means under one version of its policy. */
public sealed interface Attenuation {

  /**
   * Of type bool: where it is false the capability does not match; null where the resources stay as
   * they are.
   */
  @Nullable Expr within();

  /** What has to hold at the narrowing's link besides the capability's own clauses. */
  List<Clause> clauses();

  /** Conditions beside those of the policy, all evaluated, so that they can only narrow. */
  record Narrower(@Nullable Expr within, List<Clause> clauses) implements Attenuation {
    public Narrower {
      clauses = List.copyOf(clauses);
    }
  }

  /**
   * Nothing that could be held against a request: the capability is not granted.
   *
   * @param why one line for people, lower case, no final period
   */
  record Unclear(String why) implements Attenuation {
    @Override
    public @Nullable Expr within() {
      return null;
    }

    @Override
    public List<Clause> clauses() {
      return List.of();
    }
  }
}
