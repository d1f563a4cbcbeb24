package dev.actp.cli;

import dev.actp.runtime.evidence.Lifetimes;
import dev.actp.runtime.registry.LedgerRow;
import dev.actp.runtime.registry.PolicyVersion;
import java.io.IOException;
import java.util.List;

/**
 * Records, and what is kept with them.
 *
 * @param shown where they are, as it was named
 * @param rows those of a span, in their order
 * @param versions of all policies; none in an export without values
 */
record RecordSource(
    String shown, Iterable<LedgerRow> rows, List<PolicyVersion> versions, Lifetimes lifetimes) {

  /** Something to do with records. */
  interface Work<T> {
    T on(RecordSource source) throws IOException;
  }

  /** Demands what deciding again needs. */
  void demandPolicies() throws Unusable {
    if (versions.isEmpty()) {
      throw new Unusable(
          "`" + shown + "` holds no policies: `actp ledger export --values` writes them too");
    }
  }
}
