package dev.actp.cli;

/** What the command tells the shell. */
final class ExitCode {
  /** All is well. */
  static final int GOOD = 0;

  /** The command did its work, and a policy, test or ledger is not as it should be. */
  static final int FAILED = 1;

  /** The command could not do its work: wrong usage, a missing file, a broken tool. */
  static final int UNUSABLE = 2;

  /** The tests passed, and saw less of the policies than was demanded. */
  static final int UNDER = 3;

  /** The command did its work, and found the difference that it was told to fail on. */
  static final int DIFFERENT = 4;

  private ExitCode() {}
}
