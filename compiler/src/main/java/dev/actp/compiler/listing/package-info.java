/** What policies compile to, for people to read. */
@NullMarked
package dev.actp.compiler.listing;

import org.jspecify.annotations.NullMarked;
