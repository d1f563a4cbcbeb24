/** Sending records on to collectors, behind the decisions and at a collector's own pace. */
@NullMarked
package dev.actp.server.export;

import org.jspecify.annotations.NullMarked;
