package io.millrace.launcher.cli;

import io.millrace.launcher.progress.PlainProgress;
import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.progress.TerminalProgress;
import java.io.PrintStream;

/** What the script knows about the terminal, which Java cannot find out by itself. */
final class Terminal {
  private static final String OUT = "millrace.terminal.out";
  private static final String ERR = "millrace.terminal.err";
  private static final String COLUMNS = "millrace.columns";
  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /**
   * Progress as suits where it goes.
   *
   * @param answerOnOut whether standard output is for the answer alone
   */
  static Progress progress(boolean answerOnOut) {
    PrintStream stream = answerOnOut ? System.err : System.out;
    boolean terminal = Boolean.getBoolean(answerOnOut ? ERR : OUT);
    boolean dumb = "dumb".equals(System.getenv("TERM"));
    return terminal && !dumb
        ? new TerminalProgress(stream, Integer.getInteger(COLUMNS, USUAL_COLUMNS))
        : new PlainProgress(stream);
  }
}
