/**
 * Records in the forms that other tools read. All but those that hold the record itself are views:
 * they leave things out, and nothing can be verified by them.
 */
@NullMarked
package dev.actp.runtime.export;

import org.jspecify.annotations.NullMarked;
