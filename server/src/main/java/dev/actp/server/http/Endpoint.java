package dev.actp.server.http;

/** Answers one kind of request. Runs on a thread of its own and may block. */
@FunctionalInterface
interface Endpoint {
  Reply answer(Call call);
}
