package io.millrace.env.builtin;

import io.millrace.flow.random.RandomSource;

/**
 * An ensemble of linear predictions of what a step leads to. Immutable.
 *
 * <pre>
 * member m:  o' = o + W_m' (1, o, a),  W_m by ridge regression on a bootstrap sample
 * prediction = mean over m;  disagreement = sqrt( mean over m and dimensions of (o'_m - mean)^2 )
 * </pre>
 */
final class LinearWorldModel {

  private static final double PENALTY = 1e-6;

  /** [members][1 + observationSize + actionSize][observationSize]. */
  private final double[][][] weights;

  private LinearWorldModel(double[][][] weights) {
    this.weights = weights;
  }

  /** Fits an ensemble of this many members. */
  static LinearWorldModel fit(Transitions steps, int members, RandomSource random) {
    double[][][] weights = new double[members][][];
    for (int m = 0; m < members; m++) {
      Transitions sample = steps.resample(random.split("member-" + m));
      weights[m] = RidgeRegression.fit(features(sample), changes(sample), PENALTY);
    }
    return new LinearWorldModel(weights);
  }

  private static double[][] features(Transitions steps) {
    double[][] features = new double[steps.count()][];
    for (int i = 0; i < features.length; i++) {
      double[] observation = steps.observations()[i];
      double[] action = steps.actions()[i];
      double[] row = new double[1 + observation.length + action.length];
      row[0] = 1;
      System.arraycopy(observation, 0, row, 1, observation.length);
      System.arraycopy(action, 0, row, 1 + observation.length, action.length);
      features[i] = row;
    }
    return features;
  }

  private static double[][] changes(Transitions steps) {
    double[][] changes = new double[steps.count()][];
    for (int i = 0; i < changes.length; i++) {
      double[] change = steps.next()[i].clone();
      for (int d = 0; d < change.length; d++) {
        change[d] -= steps.observations()[i][d];
      }
      changes[i] = change;
    }
    return changes;
  }

  /**
   * Predicts a step.
   *
   * @param next overwritten with the mean prediction; another array than {@code observation}
   * @return the disagreement
   */
  double predict(double[] observation, double[] action, double[] next) {
    double squares = 0;
    for (int d = 0; d < next.length; d++) {
      double mean = 0;
      for (int m = 0; m < weights.length; m++) {
        mean += change(m, observation, action, d) / weights.length;
      }
      for (int m = 0; m < weights.length; m++) {
        double offset = change(m, observation, action, d) - mean;
        squares += offset * offset;
      }
      next[d] = observation[d] + mean;
    }
    return Math.sqrt(squares / (weights.length * next.length));
  }

  private double change(int member, double[] observation, double[] action, int output) {
    double[][] w = weights[member];
    double sum = w[0][output];
    for (int i = 0; i < observation.length; i++) {
      sum += w[1 + i][output] * observation[i];
    }
    for (int i = 0; i < action.length; i++) {
      sum += w[1 + observation.length + i][output] * action[i];
    }
    return sum;
  }

  /** Mean over steps of the squared distance between prediction and truth. */
  double squaredError(Transitions steps) {
    double sum = 0;
    for (int i = 0; i < steps.count(); i++) {
      double[] truth = steps.next()[i];
      double[] next = new double[truth.length];
      predict(steps.observations()[i], steps.actions()[i], next);
      for (int d = 0; d < truth.length; d++) {
        sum += (next[d] - truth[d]) * (next[d] - truth[d]);
      }
    }
    return sum / steps.count();
  }
}
