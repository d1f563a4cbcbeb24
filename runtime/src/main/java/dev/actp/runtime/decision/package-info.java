/** The pure decision: everything it depends on is an argument. */
@NullMarked
package dev.actp.runtime.decision;

import org.jspecify.annotations.NullMarked;
