@NullMarked
package dev.actp.compiler;

import org.jspecify.annotations.NullMarked;
