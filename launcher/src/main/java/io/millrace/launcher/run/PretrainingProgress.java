package io.millrace.launcher.run;

import io.millrace.flow.optimizer.CosineFit;
import io.millrace.launcher.progress.Numbers;
import io.millrace.launcher.progress.Progress;

/** Tells a person every few seconds how flow matching gets on. */
final class PretrainingProgress implements CosineFit.Listener {
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final Progress progress;
  private final int steps;
  private long toldAt = System.nanoTime();
  private double losses;
  private int since;

  PretrainingProgress(Progress progress, int steps) {
    this.progress = progress;
    this.steps = steps;
  }

  @Override
  public void took(int step, double loss) {
    losses += loss;
    since++;
    if (step == steps || System.nanoTime() - toldAt >= EVERY_NANOS) {
      progress.note(
          "version 1: flow matching step %s of %s, mean loss %s"
              .formatted(Numbers.count(step), Numbers.count(steps), Numbers.value(losses / since)));
      toldAt = System.nanoTime();
      losses = 0;
      since = 0;
    }
  }
}
