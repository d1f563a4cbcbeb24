package dev.actp.server.http;

import dev.actp.runtime.token.Verification;
import dev.actp.runtime.value.Value;
import java.util.function.Consumer;

/** A way to write requests for decisions, one or several at once, and the answers to them. */
interface Dialect {

  /** Reads one request. */
  EnforceBody read(Value.Struct document);

  /** Reads several requests at once. */
  Batch readBatch(Value.Struct document);

  /** The member that the answers to several requests are in. */
  String answers();

  /** What the caller is told of a decision. */
  Consumer<Out> decided(EnforceAnswer answer);

  /** The denial of a request whose token does not verify. */
  Consumer<Out> untrusted(EnforceBody asked, Verification.Refused refused);

  /** The denial of one of several requests which is none, or could not be looked at. */
  Consumer<Out> refusedOne(Problem problem);

  /** The answer to what is no request at all, or could not be looked at. */
  Reply refused(Problem problem);

  /** Whether an allow may come with obligations: whether an answer has a place for them. */
  boolean carriesObligations();
}
