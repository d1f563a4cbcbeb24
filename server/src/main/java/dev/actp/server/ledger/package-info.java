/**
 * What makes ledgers worth something to others than who runs the server: signed heads of their
 * trees, and anchors outside that have these.
 */
@NullMarked
package dev.actp.server.ledger;

import org.jspecify.annotations.NullMarked;
