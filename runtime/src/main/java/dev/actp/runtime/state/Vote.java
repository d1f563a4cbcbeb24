package dev.actp.runtime.state;

import dev.actp.runtime.registry.Approval;

/** What a person's word on an approval did. */
public sealed interface Vote {

  /** It counts; the approval as it now is. */
  record Counted(Approval approval) implements Vote {}

  /** The person has spoken before: nothing changed. */
  record SpokenBefore(Approval approval) implements Vote {}

  /** The approval is given, rejected, used or past its time: nothing changed. */
  record TooLate(Approval approval) implements Vote {}

  /** There is no such approval, or not any more. */
  enum Unknown implements Vote {
    UNKNOWN
  }
}
