/** Tests of where notices may go, and how. */
@NullMarked
package dev.actp.server.webhook;

import org.jspecify.annotations.NullMarked;
