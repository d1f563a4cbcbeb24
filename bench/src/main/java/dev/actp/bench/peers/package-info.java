/** The servers side by side: started, held to the expected decisions, loaded in turns, reported. */
@NullMarked
package dev.actp.bench.peers;

import org.jspecify.annotations.NullMarked;
