@NullMarked
package dev.actp.server.policy;

import org.jspecify.annotations.NullMarked;
