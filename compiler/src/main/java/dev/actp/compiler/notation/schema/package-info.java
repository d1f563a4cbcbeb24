/** Descriptions of tools and APIs, as declarations of actions. */
@NullMarked
package dev.actp.compiler.notation.schema;

import org.jspecify.annotations.NullMarked;
