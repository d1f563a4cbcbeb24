/** Lines for whoever runs a server, bounded in number and length. */
@NullMarked
package dev.actp.server.log;

import org.jspecify.annotations.NullMarked;
