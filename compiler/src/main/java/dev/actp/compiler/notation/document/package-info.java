/** Documents of other notations, JSON and YAML: read strictly, with the places of their parts. */
@NullMarked
package dev.actp.compiler.notation.document;

import org.jspecify.annotations.NullMarked;
