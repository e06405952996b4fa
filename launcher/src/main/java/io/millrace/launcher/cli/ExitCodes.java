package io.millrace.launcher.cli;

/** What the command tells a script. */
final class ExitCodes {
  /** Done, and the answer is yes. */
  static final int OK = 0;

  /** Done, and the answer is no: a recipe is invalid, a case failed, a run failed. */
  static final int NO = 1;

  /** Not done: wrong usage, a file or an address that cannot be reached, an error. */
  static final int NOT_CARRIED_OUT = 2;

  private ExitCodes() {}
}
