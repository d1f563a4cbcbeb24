/** How requests are decided, case by case: policies as an author writes them, decided in order. */
@NullMarked
package dev.actp.compiler.cases;

import org.jspecify.annotations.NullMarked;
