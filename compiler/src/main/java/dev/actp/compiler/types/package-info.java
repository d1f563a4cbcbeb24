/** The types of expressions, and their lowering to the policy IR. */
@NullMarked
package dev.actp.compiler.types;

import org.jspecify.annotations.NullMarked;
