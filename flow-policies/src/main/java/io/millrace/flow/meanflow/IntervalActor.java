package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.BatchFunction;

/**
 * Walks from noise to actions in equal steps of a network's mean velocities, one evaluation a step:
 * {@code x' = x + h u(x, k h, (k + 1) h, observation), h = 1 / steps}. It acts with the weights of
 * its construction; not thread-safe.
 */
public final class IntervalActor {
  private final IntervalLayout layout;
  private final BatchFunction forward;
  private final int rows;
  private final int steps;

  /**
   * @param rows of every batch
   * @param steps 1 is what such networks are trained for
   */
  public IntervalActor(IntervalNetwork network, int rows, int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("expected steps >= 1, steps=" + steps);
    }
    this.layout = network.layout();
    this.forward = network.field().inference(network.parameters(), rows);
    this.rows = rows;
    this.steps = steps;
  }

  /**
   * Turns noise into actions, in place.
   *
   * @param x [rows][actionSize]
   * @param observation [rows][observationSize]
   */
  public void act(float[] x, float[] observation) {
    for (int step = 0; step < steps; step++) {
      step(x, observation, (float) step / steps, (float) (step + 1) / steps);
    }
  }

  /**
   * One step, in place.
   *
   * @param tau where x stands
   * @param tauNext where it goes
   */
  public void step(float[] x, float[] observation, float tau, float tauNext) {
    int size = layout.actionSize();
    int observed = layout.observationSize();
    float[] input = forward.input();
    for (int row = 0; row < rows; row++) {
      int at = row * layout.width();
      System.arraycopy(x, row * size, input, at, size);
      layout.writeTimes(input, row, tau, tauNext);
      System.arraycopy(observation, row * observed, input, at + size + 2, observed);
    }
    float[] mean = forward.run();
    for (int i = 0; i < x.length; i++) {
      x[i] += (tauNext - tau) * mean[i];
    }
  }
}
