/**
 * Why a request is decided as it is: the whole derivation of one decision of the production engine,
 * as a tree.
 */
@NullMarked
package dev.actp.runtime.explain;

import org.jspecify.annotations.NullMarked;
