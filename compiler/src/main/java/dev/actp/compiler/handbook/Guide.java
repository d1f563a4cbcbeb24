package dev.actp.compiler.handbook;

import dev.actp.compiler.prose.Phrase;
import java.util.List;

/** What a reader has to know of all policies alike. */
final class Guide {
  static final List<Phrase> SENTENCES =
      List.of(
          Phrase.of(
              "What no capability grants is denied, and so is whatever cannot be decided: a missing"
                  + " value, an unreadable record, an error in a condition."),
          Phrase.of(
              "All that is said of a capability has to hold at once. Where two capabilities cover"
                  + " one request, either may grant it."),
          Phrase.of(
              "In the name of a resource, ",
              Phrase.code("*"),
              " stands for a part without a slash, or at the very end for all that follows; ",
              Phrase.code("**"),
              " stands for anything; ",
              Phrase.code("{session.x}"),
              " and ",
              Phrase.code("{agent.x}"),
              " stand for what the token or the registry of agents says, which the agent cannot"
                  + " choose."),
          Phrase.of(
              "Whoever approves is never the one who issued the token, nor anybody in its chain."),
          Phrase.of(
              "The digest is the SHA-256 of what a policy means. The ledger names policies by it,"
                  + " so that a record can be held against the text that was in force."));

  private Guide() {}
}
