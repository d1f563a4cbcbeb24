/** What policies mean, in English sentences, for readers who know no policy language. */
@NullMarked
package dev.actp.compiler.prose;

import org.jspecify.annotations.NullMarked;
