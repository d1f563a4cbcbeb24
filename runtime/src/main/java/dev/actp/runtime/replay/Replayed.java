package dev.actp.runtime.replay;

import java.util.List;

/** What came of deciding a recorded decision again. */
public sealed interface Replayed {

  /** The same, to the last reason and charge. */
  enum Same implements Replayed {
    SAME
  }

  /**
   * Something else.
   *
   * @param what each difference in a line, recorded first
   */
  record Different(List<String> what) implements Replayed {
    public Different {
      what = List.copyOf(what);
    }
  }

  /** Why it was not decided again, which is no fault. */
  enum Skipped implements Replayed {
    /** Its values were erased, and what is left does not suffice. */
    ERASED,
    /** No policy made it: the service denied because something could not be done. */
    BY_SERVICE,
    /** Its record is of a version that does not hold all that a decision is made of. */
    OLDER
  }

  /** The same, though its values were erased: what is left sufficed. */
  enum SameThoughErased implements Replayed {
    SAME_THOUGH_ERASED
  }
}
