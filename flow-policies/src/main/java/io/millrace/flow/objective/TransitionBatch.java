package io.millrace.flow.objective;

import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Rows of an update, one a stochastic flow transition, as arrays.
 *
 * <p>Each row is a step from a point x to the next one under an observation, with the log-density
 * that the behaviour policy gave it and the advantage of the action that came out in the end.
 */
public final class TransitionBatch {
  private final int rows;
  private final int actionSize;
  private final int observationSize;

  final float[] point;
  final float[] next;
  final float[] observation;
  final float[] tau;
  final float[] pointWeight;
  final float[] velocityWeight;
  final float[] logStd;
  final float[] oldLogProb;
  final float[] advantage;
  float[] referenceVelocity;

  /** Room for this many rows. */
  public TransitionBatch(int rows, int actionSize, int observationSize) {
    this.rows = rows;
    this.actionSize = actionSize;
    this.observationSize = observationSize;
    this.point = new float[rows * actionSize];
    this.next = new float[rows * actionSize];
    this.observation = new float[rows * observationSize];
    this.tau = new float[rows];
    this.pointWeight = new float[rows];
    this.velocityWeight = new float[rows];
    this.logStd = new float[rows];
    this.oldLogProb = new float[rows * actionSize];
    this.advantage = new float[rows];
  }

  /** Rows. */
  public int rows() {
    return rows;
  }

  /** Columns of a point. */
  public int actionSize() {
    return actionSize;
  }

  /** Columns of an observation. */
  public int observationSize() {
    return observationSize;
  }

  /** What the reference policy's velocity network says of each point, [rows][actionSize]. */
  public void setReferenceVelocity(float[] velocity) {
    this.referenceVelocity = velocity;
  }

  /**
   * Writes a row.
   *
   * @param oldLogProbs per-dimension log-density under the behaviour policy, at oldFrom
   */
  public void set(
      int row,
      Transition transition,
      float[] path,
      int pointFrom,
      int nextFrom,
      float[] observations,
      int observationFrom,
      float[] oldLogProbs,
      int oldFrom,
      float rowAdvantage) {
    System.arraycopy(path, pointFrom, point, row * actionSize, actionSize);
    System.arraycopy(path, nextFrom, next, row * actionSize, actionSize);
    System.arraycopy(
        observations, observationFrom, observation, row * observationSize, observationSize);
    System.arraycopy(oldLogProbs, oldFrom, oldLogProb, row * actionSize, actionSize);
    tau[row] = (float) transition.tau();
    pointWeight[row] = (float) transition.pointWeight();
    velocityWeight[row] = (float) transition.velocityWeight();
    logStd[row] = (float) Math.log(transition.std());
    advantage[row] = rowAdvantage;
  }

  /** Copies the rows that the index names, from its position {@code from} on, over this batch. */
  public void gather(TransitionBatch source, int[] index, int from) {
    for (int row = 0; row < rows; row++) {
      int s = index[from + row];
      copyRow(source.point, s, point, row, actionSize);
      copyRow(source.next, s, next, row, actionSize);
      copyRow(source.observation, s, observation, row, observationSize);
      copyRow(source.oldLogProb, s, oldLogProb, row, actionSize);
      tau[row] = source.tau[s];
      pointWeight[row] = source.pointWeight[s];
      velocityWeight[row] = source.velocityWeight[s];
      logStd[row] = source.logStd[s];
      advantage[row] = source.advantage[s];
    }
    if (source.referenceVelocity != null) {
      if (referenceVelocity == null) {
        referenceVelocity = new float[rows * actionSize];
      }
      for (int row = 0; row < rows; row++) {
        copyRow(source.referenceVelocity, index[from + row], referenceVelocity, row, actionSize);
      }
    }
  }

  /** concat(x, tau, observation) of every row, as the velocity network reads it. */
  public void fillVelocityInput(float[] input) {
    int width = actionSize + 1 + observationSize;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(point, row * actionSize, input, row * width, actionSize);
      input[row * width + actionSize] = tau[row];
      System.arraycopy(
          observation, row * observationSize, input, row * width + actionSize + 1, observationSize);
    }
  }

  /** The velocity network's input on a tape. */
  Value velocityInput(Tape tape) {
    Value input = tape.input(rows, actionSize + 1 + observationSize);
    fillVelocityInput(input.data());
    return input;
  }

  /** concat(observation, tau) of every row, as the noise network reads it, on a tape. */
  Value noiseInput(Tape tape) {
    Value input = tape.input(rows, observationSize + 1);
    for (int row = 0; row < rows; row++) {
      int to = row * (observationSize + 1);
      System.arraycopy(observation, row * observationSize, input.data(), to, observationSize);
      input.data()[to + observationSize] = tau[row];
    }
    return input;
  }

  private static void copyRow(float[] from, int fromRow, float[] to, int toRow, int width) {
    System.arraycopy(from, fromRow * width, to, toRow * width, width);
  }
}
