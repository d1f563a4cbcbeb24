@NullMarked
package dev.actp.compiler.notation;

import org.jspecify.annotations.NullMarked;
