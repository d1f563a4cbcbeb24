/** From policy IR to a Drools rule base: the only room that knows Drools. */
@NullMarked
package dev.actp.compiler.rules;

import org.jspecify.annotations.NullMarked;
