@NullMarked
package dev.actp.cli;

import org.jspecify.annotations.NullMarked;
