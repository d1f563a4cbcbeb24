/** The description of the HTTP API, and the page that shows it. */
@NullMarked
package dev.actp.server.openapi;

import org.jspecify.annotations.NullMarked;
