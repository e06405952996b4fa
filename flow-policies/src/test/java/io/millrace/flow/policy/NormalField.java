package io.millrace.flow.policy;

import io.millrace.flow.random.RandomSource;

/**
 * The exact velocity that carries N(0, 1) to N(mean, variance) in one dimension, and what a field
 * makes of noise.
 */
final class NormalField implements VelocityField {
  private final float[] input;
  private final float[] output;
  private final double mean;
  private final double variance;

  NormalField(int rows, double mean, double variance) {
    this.input = new float[2 * rows];
    this.output = new float[rows];
    this.mean = mean;
    this.variance = variance;
  }

  @Override
  public float[] input() {
    return input;
  }

  @Override
  public float[] run() {
    for (int row = 0; row < output.length; row++) {
      double tau = input[2 * row + 1];
      double spread = tau * tau * variance + (1 - tau) * (1 - tau);
      double slope = (tau * variance - (1 - tau)) / spread;
      output[row] = (float) (mean + slope * (input[2 * row] - tau * mean));
    }
    return output;
  }

  /** Mean and variance of samples by Euler steps. */
  static double[] moments(VelocityField field, int rows, int steps, long seed) {
    float[] x = new float[rows];
    new RandomSource(seed).fillGaussian(x);
    for (int k = 0; k < steps; k++) {
      for (int row = 0; row < rows; row++) {
        field.input()[2 * row] = x[row];
        field.input()[2 * row + 1] = (float) k / steps;
      }
      float[] u = field.run();
      for (int row = 0; row < rows; row++) {
        x[row] += u[row] / steps;
      }
    }
    double mean = 0;
    double squares = 0;
    for (float value : x) {
      mean += value / rows;
    }
    for (float value : x) {
      squares += (value - mean) * (value - mean) / rows;
    }
    return new double[] {mean, squares};
  }
}
