package io.millrace.launcher.progress;

import java.io.PrintStream;

/** One line now and then, for a pipe or a log file. */
public final class PlainProgress implements Progress {
  private static final double EVERY_SECONDS = 2;

  private final PrintStream out;
  private double shownAt = Double.NEGATIVE_INFINITY;
  private long shownUpdate = -1;

  public PlainProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void note(String line) {
    out.println(line);
  }

  @Override
  public void show(RunStatus status) {
    boolean last = status.updates() > 0 && status.update() == status.updates();
    boolean due = status.elapsedSeconds() - shownAt >= EVERY_SECONDS || last;
    if (status.update() == 0 || status.update() == shownUpdate || !due) {
      return;
    }
    shownAt = status.elapsedSeconds();
    shownUpdate = status.update();
    out.println(line(status));
  }

  @Override
  public void end() {
    out.flush();
  }

  static String line(RunStatus s) {
    StringBuilder line = new StringBuilder("update ").append(s.update());
    if (s.updates() > 0) {
      line.append('/').append(s.updates());
    }
    line.append("  return ").append(Numbers.value(s.latestReturn()));
    if (s.success() != null) {
      line.append("  success ").append(Numbers.percent(s.success()));
    }
    line.append("  staleness ").append(Numbers.value(s.staleness()));
    line.append("  ").append(Numbers.value(s.trajectoriesPerSecond())).append(" trajectories/s");
    if (s.secondsLeft() != null) {
      line.append("  about ").append(Numbers.seconds(s.secondsLeft())).append(" left");
    }
    return line.toString();
  }
}
