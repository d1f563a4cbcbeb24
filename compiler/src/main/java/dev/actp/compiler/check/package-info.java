/** What a policy that means something should not mean: one file a check. */
@NullMarked
package dev.actp.compiler.check;

import org.jspecify.annotations.NullMarked;
