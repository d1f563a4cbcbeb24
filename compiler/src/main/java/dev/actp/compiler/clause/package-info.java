/**
 * One file for each kind of clause and of policy-level rule: what it demands, what it lowers to,
 * its documentation.
 */
@NullMarked
package dev.actp.compiler.clause;

import org.jspecify.annotations.NullMarked;
