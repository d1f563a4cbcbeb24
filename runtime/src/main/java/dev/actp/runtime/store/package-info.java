/**
 * Keeping what must not be lost: the port that the writer needs of a store, and the stores. Every
 * method says the tenant; what is stored is known by tenant and id.
 */
@NullMarked
package dev.actp.runtime.store;

import org.jspecify.annotations.NullMarked;
