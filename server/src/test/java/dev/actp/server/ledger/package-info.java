/** Tests of anchors alone. */
@NullMarked
package dev.actp.server.ledger;

import org.jspecify.annotations.NullMarked;
