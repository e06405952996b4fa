package io.millrace.flow.policy;

import java.util.Arrays;

/** What a batch of flow decisions leaves behind; overwritten by the next one. */
public final class FlowSample {
  private final int rows;
  private final float[] latentPath;
  private final float[] logProbs;
  private final float[] actions;

  /** Room for this many rows. */
  public FlowSample(int rows, FlowPolicySpec spec) {
    this.rows = rows;
    this.latentPath = new float[rows * (spec.flowSteps() + 1) * spec.actionSize()];
    this.logProbs = new float[rows * spec.stochasticTransitions() * spec.actionSize()];
    this.actions = new float[rows * spec.actionSize()];
    Arrays.fill(logProbs, Float.NaN);
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** [rows][K+1][actionSize], from noise to normalized action. */
  public float[] latentPath() {
    return latentPath;
  }

  /** [rows][K-1][actionSize]; NaN under a deterministic sampler. */
  public float[] logProbs() {
    return logProbs;
  }

  /** [rows][actionSize], in the environment's units. */
  public float[] actions() {
    return actions;
  }

  /** One row of a [rows][width] array. */
  public static float[] row(float[] values, int row, int width) {
    return Arrays.copyOfRange(values, row * width, (row + 1) * width);
  }
}
