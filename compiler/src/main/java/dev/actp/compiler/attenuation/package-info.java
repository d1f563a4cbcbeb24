/** What tokens add to the capabilities that they name: its text, and what it means. */
@NullMarked
package dev.actp.compiler.attenuation;

import org.jspecify.annotations.NullMarked;
