/**
 * Expressions and patterns of the policy IR as closures: built once per policy, run once per
 * request.
 */
@NullMarked
package dev.actp.compiler.expression;

import org.jspecify.annotations.NullMarked;
