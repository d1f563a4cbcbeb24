package dev.actp.compiler.suggest;

import java.util.function.UnaryOperator;

/** A proposal, and how it is made in its file. */
record Edit(Proposal proposal, UnaryOperator<Draft> change) {}
