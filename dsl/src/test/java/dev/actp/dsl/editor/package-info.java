/** What editors show, held against the corpora. */
@NullMarked
package dev.actp.dsl.editor;

import org.jspecify.annotations.NullMarked;
