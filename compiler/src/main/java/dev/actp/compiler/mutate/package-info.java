/**
 * Mutation testing of policies: one small change at a time, and whether any test notices. What
 * tests cannot see is left as it is: token lifetime, audit, what agents are told.
 */
@NullMarked
package dev.actp.compiler.mutate;

import org.jspecify.annotations.NullMarked;
