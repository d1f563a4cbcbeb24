/** Holding what goes over the wire to the API's document. */
@NullMarked
package dev.actp.server.contract;

import org.jspecify.annotations.NullMarked;
