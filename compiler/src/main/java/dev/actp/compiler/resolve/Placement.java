package dev.actp.compiler.resolve;

import dev.actp.dsl.syntax.Declaration;
import dev.actp.dsl.syntax.PolicyFile.Kind;

/** What each declaration is called, in which kinds of file it may stand, and whether once only. */
enum Placement {
  SESSION("session", true, false, false),
  AGENT("agent", true, false, false),
  ACTION("action", true, true, false),
  WINDOW("window", true, true, false),
  LIST("list", true, true, false),
  CLAUSES("clauses", false, true, false),
  CAPABILITY("capability", false, false, false),
  FORBID("forbid", true, false, false),
  APPROVAL("approval", true, false, false),
  QUOTA("quota", true, false, false),
  DECOY("decoy", true, false, false),
  BREAKER("breaker", true, false, true),
  AUDIT("audit", true, false, true),
  DELEGATION("delegation", false, false, true),
  LIFETIME("token lifetime", false, false, true),
  MONITOR("mode monitor", false, false, true),
  EXPLAIN("explain", false, false, true);

  private final String word;
  private final boolean inGuardrail;
  private final boolean inLibrary;
  private final boolean once;

  Placement(String word, boolean inGuardrail, boolean inLibrary, boolean once) {
    this.word = word;
    this.inGuardrail = inGuardrail;
    this.inLibrary = inLibrary;
    this.once = once;
  }

  String word() {
    return word;
  }

  boolean once() {
    return once;
  }

  boolean allowedIn(Kind kind) {
    return switch (kind) {
      case POLICY -> true;
      case GUARDRAIL -> inGuardrail;
      case LIBRARY -> inLibrary;
    };
  }

  static Placement of(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Session ignored -> SESSION;
      case Declaration.Agent ignored -> AGENT;
      case Declaration.Action ignored -> ACTION;
      case Declaration.Window ignored -> WINDOW;
      case Declaration.NamedList ignored -> LIST;
      case Declaration.ClauseSet ignored -> CLAUSES;
      case Declaration.Capability ignored -> CAPABILITY;
      case Declaration.Forbid ignored -> FORBID;
      case Declaration.RequiredApproval ignored -> APPROVAL;
      case Declaration.Quota ignored -> QUOTA;
      case Declaration.Decoy ignored -> DECOY;
      case Declaration.Breaker ignored -> BREAKER;
      case Declaration.Audit ignored -> AUDIT;
      case Declaration.Delegation ignored -> DELEGATION;
      case Declaration.TokenLifetime ignored -> LIFETIME;
      case Declaration.Monitor ignored -> MONITOR;
      case Declaration.Explain ignored -> EXPLAIN;
    };
  }
}
