/** The keys that sign tokens: where they are kept, and how they follow one another. */
@NullMarked
package dev.actp.server.keys;

import org.jspecify.annotations.NullMarked;
