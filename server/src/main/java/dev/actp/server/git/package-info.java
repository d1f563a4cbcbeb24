/** Branches of Git repositories elsewhere, read and written without a copy that is kept. */
@NullMarked
package dev.actp.server.git;

import org.jspecify.annotations.NullMarked;
