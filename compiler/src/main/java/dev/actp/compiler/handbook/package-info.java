/** A folder of policies as a document for people who audit them. */
@NullMarked
package dev.actp.compiler.handbook;

import org.jspecify.annotations.NullMarked;
