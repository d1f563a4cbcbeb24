/** A server's data in one file, and back. */
@NullMarked
package dev.actp.server.backup;

import org.jspecify.annotations.NullMarked;
