package io.millrace.gateway;

import io.millrace.env.EnvironmentSpec;

/**
 * The episodes of a session side by side: which of them run, and what its client has said of them.
 */
final class Lockstep {

  private final int maxSteps;
  private final boolean[] running;
  private final double[] returns;
  private final int[] lengths;
  private final StepFields said;

  Lockstep(SessionTerms terms, EnvironmentSpec environment) {
    this.maxSteps = environment.maxEpisodeSteps();
    this.running = new boolean[terms.episodes()];
    this.returns = new double[terms.episodes()];
    this.lengths = new int[terms.episodes()];
    this.said =
        new StepFields(
            terms.batch(),
            terms.episodes(),
            environment.observationSize(),
            environment.actionSpace().choices().orElse(null));
  }

  int rows() {
    return running.length;
  }

  /** What was said last. */
  StepFields said() {
    return said;
  }

  boolean runs(int row) {
    return running[row];
  }

  boolean anyRuns() {
    for (boolean runs : running) {
      if (runs) {
        return true;
      }
    }
    return false;
  }

  /** The rows that run, as they are now. */
  boolean[] running() {
    return running.clone();
  }

  double returned(int row) {
    return returns[row];
  }

  int length(int row) {
    return lengths[row];
  }

  /** All begin. */
  void begin() {
    for (int row = 0; row < rows(); row++) {
      running[row] = true;
      returns[row] = 0;
      lengths[row] = 0;
    }
  }

  /** Takes first observations. */
  void readObservations(Fields message) {
    said.readObservations(message, running);
  }

  /** Takes what actions brought; returns the rows that it is about, of which some have ended. */
  boolean[] readStep(Fields message) {
    said.readStep(message, running);
    boolean[] stepped = running();
    for (int row = 0; row < rows(); row++) {
      if (stepped[row]) {
        returns[row] += said.rewards[row];
        lengths[row]++;
        said.truncated[row] |= lengths[row] == maxSteps && !said.terminated[row];
        running[row] = !said.terminated[row] && !said.truncated[row];
      }
    }
    return stepped;
  }

  /** This one does not go on. */
  void stop(int row) {
    running[row] = false;
  }
}
