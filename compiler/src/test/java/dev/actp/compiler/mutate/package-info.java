/** What is changed in policies, and what tests notice of it. */
@NullMarked
package dev.actp.compiler.mutate;

import org.jspecify.annotations.NullMarked;
