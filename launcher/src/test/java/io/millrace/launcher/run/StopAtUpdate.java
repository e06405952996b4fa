package io.millrace.launcher.run;

import io.millrace.launcher.progress.Progress;
import io.millrace.launcher.progress.RunStatus;

/** Does what a person does who has seen enough. */
final class StopAtUpdate implements Progress {
  private final long update;
  private TrainingRun run;

  StopAtUpdate(long update) {
    this.update = update;
  }

  /** The run that is watched; told before it begins. */
  void watches(TrainingRun watched) {
    run = watched;
  }

  @Override
  public void note(String line) {}

  @Override
  public void show(RunStatus status) {
    if (status.update() >= update) {
      run.requestStop();
    }
  }

  @Override
  public void end() {}
}
