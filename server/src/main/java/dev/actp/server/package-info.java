/** Wires the rooms together and serves them over HTTP. */
@NullMarked
package dev.actp.server;

import org.jspecify.annotations.NullMarked;
