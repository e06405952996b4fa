package io.millrace.flow.policy;

import java.util.Arrays;

/** What a batch of flow decisions leaves behind; overwritten by the next one. */
public final class FlowSample {
  private final int rows;
  private final int likelihoods;
  private final float[] latentPath;
  private final float[] logProbs;
  private final float[] means;
  private final int[] steps;
  private final float[] matchingPairs;
  private final float[] actions;

  /** Room for this many rows of a policy that explores. */
  public FlowSample(int rows, FlowPolicySpec spec) {
    this(rows, spec, spec.flowSteps(), spec.likelihoods(), spec.recording().matchingPairs());
  }

  /**
   * Room for this many rows.
   *
   * @param flowSteps K of the path
   * @param likelihoods S, draws of a decision that have a likelihood
   * @param pairs N, matching pairs of a decision
   */
  FlowSample(int rows, FlowPolicySpec spec, int flowSteps, int likelihoods, int pairs) {
    int size = spec.actionSize();
    this.rows = rows;
    this.likelihoods = likelihoods;
    this.latentPath = new float[rows * spec.pathPoints(flowSteps) * size];
    this.logProbs = new float[rows * likelihoods * size];
    this.means = new float[rows * likelihoods * size];
    this.steps = new int[likelihoods];
    this.matchingPairs = new float[rows * pairs * (size + 2)];
    this.actions = new float[rows * size];
    Arrays.fill(logProbs, Float.NaN);
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** S: draws of a decision that have a likelihood. */
  public int likelihoods() {
    return likelihoods;
  }

  /** [rows][pathPoints][actionSize], from noise to normalized action. */
  public float[] latentPath() {
    return latentPath;
  }

  /** [rows][S][actionSize]: per-dimension log-density (of tokens, log-probability) of each draw. */
  public float[] logProbs() {
    return logProbs;
  }

  /** [rows][S][actionSize]: the mean of each draw that has a likelihood. */
  public float[] means() {
    return means;
  }

  /** [S]: which flow steps have a likelihood, the same in all rows; -1 for the start. */
  public int[] steps() {
    return steps;
  }

  /**
   * [rows][N][actionSize + 2]: noise, flow time and squared flow-matching error summed over
   * dimensions, of the action that was taken.
   */
  public float[] matchingPairs() {
    return matchingPairs;
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
