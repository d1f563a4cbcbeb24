/**
 * Holds the production engine against the reference decider on random policies, requests, tokens
 * and facts.
 */
@NullMarked
package dev.actp.compiler.differential;

import org.jspecify.annotations.NullMarked;
