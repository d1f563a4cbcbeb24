@NullMarked
package dev.actp.compiler.testing;

import org.jspecify.annotations.NullMarked;
