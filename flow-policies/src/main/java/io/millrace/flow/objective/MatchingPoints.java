package io.millrace.flow.objective;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Points between noise and action, and what the velocity there ought to be: the rows of every
 * flow-matching loss.
 *
 * <pre>
 * x_tau  = (1 - tau) noise + tau action
 * target = action - noise
 * </pre>
 *
 * @param input [rows][D + 1 + O], {@code concat(x_tau, tau, observation)}, data
 * @param target [rows][D], data
 */
record MatchingPoints(Value input, Value target) {
  /**
   * Where between noise and action to look, one place a row.
   *
   * @param noise [rows][D]
   * @param tau [rows]
   */
  record Draws(float[] noise, float[] tau) {
    /** Standard normal noises, uniform times. */
    static Draws of(RandomSource random, int rows, int size) {
      float[] noise = new float[rows * size];
      float[] tau = new float[rows];
      random.fillGaussian(noise);
      for (int row = 0; row < rows; row++) {
        tau[row] = (float) random.nextDouble();
      }
      return new Draws(noise, tau);
    }
  }

  /** Of the decisions of a batch, one draw a row. */
  static MatchingPoints of(Tape tape, ActionBatch batch, Draws draws) {
    return of(tape, draws, batch.action, batch.observation);
  }

  /**
   * Of actions and what they answered.
   *
   * @param action [rows][D], normalized
   * @param observation [rows][O]
   */
  static MatchingPoints of(Tape tape, Draws draws, float[] action, float[] observation) {
    int rows = draws.tau.length;
    int size = draws.noise.length / rows;
    int observed = observation.length / rows;
    Value input = tape.input(rows, size + 1 + observed);
    Value target = tape.input(rows, size);
    for (int row = 0; row < rows; row++) {
      int to = row * (size + 1 + observed);
      float tau = draws.tau[row];
      for (int d = 0; d < size; d++) {
        float e = draws.noise[row * size + d];
        float a = action[row * size + d];
        input.data()[to + d] = (1 - tau) * e + tau * a;
        target.data()[row * size + d] = a - e;
      }
      input.data()[to + size] = tau;
      System.arraycopy(observation, row * observed, input.data(), to + size + 1, observed);
    }
    return new MatchingPoints(input, target);
  }

  /** [rows][D]: the squared errors of a velocity at these points. */
  Value squaredErrors(Tape tape, Value velocity) {
    return tape.square(tape.subtract(velocity, target));
  }

  /** Each decision as many times in a row as it has draws. */
  static ActionBatch repeated(ActionBatch batch, int times) {
    if (times == 1) {
      return batch;
    }
    int[] index = new int[batch.rows() * times];
    for (int row = 0; row < index.length; row++) {
      index[row] = row / times;
    }
    return chosen(batch, index);
  }

  /** Each row of this width as many times in a row. */
  static float[] repeated(float[] values, int width, int times) {
    float[] repeated = new float[values.length * times];
    for (int to = 0; to < repeated.length; to += width) {
      System.arraycopy(values, to / width / times * width, repeated, to, width);
    }
    return repeated;
  }

  /** The decisions that the index names, in its order. */
  static ActionBatch chosen(ActionBatch batch, int[] index) {
    ActionBatch some = batch.ofRows(index.length);
    some.gather(batch, index, 0);
    return some;
  }
}
