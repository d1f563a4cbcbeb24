@NullMarked
package dev.actp.runtime.evidence;

import org.jspecify.annotations.NullMarked;
