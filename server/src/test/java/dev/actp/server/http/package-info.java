/** Tests of what is too small a part of the API to be seen over HTTP. */
@NullMarked
package dev.actp.server.http;

import org.jspecify.annotations.NullMarked;
