/** From a tree and its comments back to text, in the one layout there is. */
@NullMarked
package dev.actp.dsl.format;

import org.jspecify.annotations.NullMarked;
