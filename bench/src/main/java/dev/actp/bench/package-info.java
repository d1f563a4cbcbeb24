/** Micro-benchmarks of the decision path. */
@NullMarked
package dev.actp.bench;

import org.jspecify.annotations.NullMarked;
