@NullMarked
package dev.actp.examples;

import org.jspecify.annotations.NullMarked;
