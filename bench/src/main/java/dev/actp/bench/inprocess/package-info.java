/** The engines that run in a process of Java, over the workload, one decision at a time. */
@NullMarked
package dev.actp.bench.inprocess;

import org.jspecify.annotations.NullMarked;
