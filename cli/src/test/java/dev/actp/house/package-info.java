/** The rules of the house: the walls between rooms, and how the sources are kept. */
@NullMarked
package dev.actp.house;

import org.jspecify.annotations.NullMarked;
