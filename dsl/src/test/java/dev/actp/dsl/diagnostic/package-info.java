/** How diagnostics are shown. */
@NullMarked
package dev.actp.dsl.diagnostic;

import org.jspecify.annotations.NullMarked;
