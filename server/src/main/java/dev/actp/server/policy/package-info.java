/**
 * From policy sources to policies in force: compiling within bounds, and the policies of a folder.
 */
@NullMarked
package dev.actp.server.policy;

import org.jspecify.annotations.NullMarked;
