/**
 * What changed in meaning between two versions of policies, each change with a request or session
 * that the engine decides differently under the two.
 */
@NullMarked
package dev.actp.compiler.diff;

import org.jspecify.annotations.NullMarked;
