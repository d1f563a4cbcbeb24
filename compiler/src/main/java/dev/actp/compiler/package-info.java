/** From {@code .actp} files to policies: the one door that servers and commands use. */
@NullMarked
package dev.actp.compiler;

import org.jspecify.annotations.NullMarked;
