package dev.actp.compiler.clause;

import dev.actp.compiler.prose.Phrase;
import dev.actp.dsl.syntax.Clause;
import java.util.Optional;

/** One kind of clause: what it demands of its parts, and what it means. Stateless. */
interface ClauseKind<C extends Clause> {

  /** How it is written and what it does, in Markdown; the reference is made of these. */
  String documentation();

  /** What a clause says, as a sentence for readers who know no policy language. */
  Phrase sentence(C written, dev.actp.runtime.policy.Clause meaning);

  /** What a clause means; empty where it is in error, which has been reported. */
  Optional<dev.actp.runtime.policy.Clause> lower(C clause, RuleContext context);
}
