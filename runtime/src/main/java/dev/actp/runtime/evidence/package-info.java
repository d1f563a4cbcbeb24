/** What the ledger shows to have been used. */
@NullMarked
package dev.actp.runtime.evidence;

import org.jspecify.annotations.NullMarked;
