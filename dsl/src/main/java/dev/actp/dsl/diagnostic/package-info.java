/** What is wrong with a source, as values, and how that is shown. */
@NullMarked
package dev.actp.dsl.diagnostic;

import org.jspecify.annotations.NullMarked;
