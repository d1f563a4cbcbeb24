/** The workload that speed is measured on, in the notations of all engines that are measured. */
@NullMarked
package dev.actp.bench.workload;

import org.jspecify.annotations.NullMarked;
