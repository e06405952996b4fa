package io.millrace.flow.objective;

import java.util.Arrays;

/**
 * Rows of an update, one a decision of the policy that acted: what it saw, the way it went from
 * noise to action, and the credit for it. Plain arrays, row-major; null where nothing of the kind
 * was recorded.
 */
public final class ActionBatch {
  /**
   * Sizes of a batch.
   *
   * @param rows n
   * @param actionSize D
   * @param observationSize O
   * @param pathPoints P = K + 1, or 2 K of a discrete flow
   * @param likelihoods S, draws of a decision that have a likelihood
   * @param pairs N, matching pairs of a decision
   * @param units U, parts of a decision that have credit of their own
   */
  public record Shape(
      int rows,
      int actionSize,
      int observationSize,
      int pathPoints,
      int likelihoods,
      int pairs,
      int units) {
    /** Of decisions that have one advantage. */
    public Shape(
        int rows, int actionSize, int observationSize, int pathPoints, int likelihoods, int pairs) {
      this(rows, actionSize, observationSize, pathPoints, likelihoods, pairs, 1);
    }

    /** The same but for the rows. */
    public Shape withRows(int n) {
      return new Shape(n, actionSize, observationSize, pathPoints, likelihoods, pairs, units);
    }
  }

  private final Shape shape;

  /** [n][O]. */
  public final float[] observation;

  /** [n][O]: what the environment showed after the decision. */
  public final float[] nextObservation;

  /** [n][D]: the action in the policy's normalized space. */
  public final float[] action;

  /** [n][P][D]: from noise to action; empty where only actions were recorded. */
  public final float[] path;

  /** [n][S]: the flow step of each draw that has a likelihood; -1 for the start. */
  public final int[] step;

  /** [n][S][D]: their per-dimension log-density under the policy that acted. */
  public final float[] logProb;

  /** [n][S][D]: their means under the policy that acted; null where not recorded. */
  public final float[] mean;

  /** [n][N][D+2]: noise, flow time, squared flow-matching error; null where not recorded. */
  public final float[] pairs;

  /** [n][U]; 0 of what was not carried out. */
  public final float[] advantage;

  /** [n][U]: the value that the policy that acted gave; null where it has none. */
  public final float[] value;

  /** [n]: how many of a decision's U parts were carried out; an episode's end may cut a chunk. */
  public final int[] executed;

  /** [n]: the sum of the rewards from this decision to the episode's end, undiscounted. */
  public final float[] returnToGo;

  /** [n]: which group of the update a row belongs to, from 0 on. */
  public final int[] group;

  /** [n]: place of the decision in its episode. */
  public final int[] time;

  /** Room for rows of this shape. */
  public ActionBatch(Shape shape, boolean means, boolean values) {
    this.shape = shape;
    int n = shape.rows();
    int d = shape.actionSize();
    this.observation = new float[n * shape.observationSize()];
    this.nextObservation = new float[n * shape.observationSize()];
    this.action = new float[n * d];
    this.path = new float[n * shape.pathPoints() * d];
    this.step = new int[n * shape.likelihoods()];
    this.logProb = new float[n * shape.likelihoods() * d];
    this.mean = means ? new float[n * shape.likelihoods() * d] : null;
    this.pairs = shape.pairs() == 0 ? null : new float[n * shape.pairs() * (d + 2)];
    this.advantage = new float[n * shape.units()];
    this.value = values ? new float[n * shape.units()] : null;
    this.executed = new int[n];
    Arrays.fill(executed, shape.units());
    this.returnToGo = new float[n];
    this.group = new int[n];
    this.time = new int[n];
  }

  /** Sizes. */
  public Shape shape() {
    return shape;
  }

  /** n. */
  public int rows() {
    return shape.rows();
  }

  /** D. */
  public int actionSize() {
    return shape.actionSize();
  }

  /** O. */
  public int observationSize() {
    return shape.observationSize();
  }

  /** S. */
  public int likelihoods() {
    return shape.likelihoods();
  }

  /** U. */
  public int units() {
    return shape.units();
  }

  /** Where the point of this number stands in a row's path. */
  public int pathAt(int row, int point) {
    return (row * shape.pathPoints() + point) * shape.actionSize();
  }

  /** A batch of this many rows that records the same things. */
  public ActionBatch ofRows(int n) {
    return new ActionBatch(shape.withRows(n), mean != null, value != null);
  }

  /** Copies the rows that the index names, from its position {@code from} on, over this batch. */
  public void gather(ActionBatch source, int[] index, int from) {
    int d = shape.actionSize();
    int s = shape.likelihoods();
    for (int row = 0; row < rows(); row++) {
      int at = index[from + row];
      copy(source.observation, at, observation, row, shape.observationSize());
      copy(source.nextObservation, at, nextObservation, row, shape.observationSize());
      copy(source.action, at, action, row, d);
      copy(source.path, at, path, row, shape.pathPoints() * d);
      copy(source.step, at, step, row, s);
      copy(source.logProb, at, logProb, row, s * d);
      copy(source.mean, at, mean, row, s * d);
      copy(source.pairs, at, pairs, row, shape.pairs() * (d + 2));
      copy(source.advantage, at, advantage, row, shape.units());
      copy(source.value, at, value, row, shape.units());
      executed[row] = source.executed[at];
      copy(source.returnToGo, at, returnToGo, row, 1);
      group[row] = source.group[at];
      time[row] = source.time[at];
    }
  }

  private static void copy(Object from, int fromRow, Object to, int toRow, int width) {
    if (from != null) {
      System.arraycopy(from, fromRow * width, to, toRow * width, width);
    }
  }
}
