/**
 * The decision service: one writer that decides in order, commits effects and record together, and
 * only then answers.
 */
@NullMarked
package dev.actp.runtime.service;

import org.jspecify.annotations.NullMarked;
