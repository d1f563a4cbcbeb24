@NullMarked
package dev.actp.compiler.suggest;

import org.jspecify.annotations.NullMarked;
