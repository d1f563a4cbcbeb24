/** Places and equality of the tree. */
@NullMarked
package dev.actp.dsl.syntax;

import org.jspecify.annotations.NullMarked;
