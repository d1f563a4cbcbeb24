package dev.actp.server.policy;

import dev.actp.dsl.diagnostic.Diagnostic;
import dev.actp.runtime.decision.CompiledPolicy;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What building a policy gives. */
public sealed interface Built {

  /**
   * A policy that can be put in force.
   *
   * @param main the path of the file that declares it
   * @param files its source texts by path, imports included
   * @param warnings what an author should look at
   */
  record Ready(
      CompiledPolicy policy,
      String main,
      SortedMap<String, String> files,
      List<Diagnostic> warnings)
      implements Built {
    public Ready {
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
      warnings = List.copyOf(warnings);
    }
  }

  /** A source that is no policy, with what is wrong. */
  record Wrong(List<Diagnostic> diagnostics) implements Built {
    public Wrong {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** A file that declares no policy: a library or tests. */
  enum Nothing implements Built {
    NOTHING
  }

  /** It took too long, or too many wait. */
  enum TooMuch implements Built {
    TOO_MUCH
  }
}
