/** JSON as it comes in, read strictly and refused on the text, and as it goes out. */
@NullMarked
package dev.actp.runtime.json;

import org.jspecify.annotations.NullMarked;
