/** The HTTP API: who calls, what they ask, and how the answer is written. */
@NullMarked
package dev.actp.server.http;

import org.jspecify.annotations.NullMarked;
