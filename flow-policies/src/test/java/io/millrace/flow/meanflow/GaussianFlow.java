package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.DualFunction;

/**
 * The exact mean velocity between N(0, 1) and N(.5, .3^2), sheet 0.3, with its exact tangent. With
 * S(tau) = sqrt(tau^2 s^2 + (1 - tau)^2) the flow map is x' = tau' m + S(tau') / S(tau) (x - tau
 * m).
 */
final class GaussianFlow implements DualFunction {
  static final double MEAN = 0.5;
  static final double STD = 0.3;

  private final float[] input;
  private final float[] inputTangent;
  private final float[] output;
  private final float[] outputTangent;
  private final boolean byLength;

  GaussianFlow(int rows) {
    this(rows, SecondTime.END);
  }

  GaussianFlow(int rows, SecondTime second) {
    input = new float[3 * rows];
    inputTangent = new float[3 * rows];
    output = new float[rows];
    outputTangent = new float[rows];
    byLength = second == SecondTime.LENGTH;
  }

  static double spread(double tau) {
    return Math.sqrt(tau * tau * STD * STD + (1 - tau) * (1 - tau));
  }

  static double velocity(double x, double tau) {
    return MEAN + (tau * STD * STD - (1 - tau)) / (spread(tau) * spread(tau)) * (x - tau * MEAN);
  }

  static double mean(double x, double tau, double end) {
    if (end == tau) {
      return velocity(x, tau);
    }
    double there = end * MEAN + spread(end) / spread(tau) * (x - tau * MEAN);
    return (there - x) / (end - tau);
  }

  /** d u / d (x, tau, end) times a direction, by central differences in float64. */
  static double slope(double x, double tau, double end, double dx, double dTau, double dEnd) {
    double h = 1e-5;
    double above = mean(x + h * dx, tau + h * dTau, end + h * dEnd);
    double below = mean(x - h * dx, tau - h * dTau, end - h * dEnd);
    return (above - below) / (2 * h);
  }

  @Override
  public float[] input() {
    return input;
  }

  @Override
  public float[] inputTangent() {
    return inputTangent;
  }

  @Override
  public float[] output() {
    return output;
  }

  @Override
  public float[] outputTangent() {
    return outputTangent;
  }

  @Override
  public void run(int first) {
    evaluate(first);
    for (int i = 0; i < first; i++) {
      double dTau = inputTangent[3 * i + 1];
      double dEnd = inputTangent[3 * i + 2] + (byLength ? dTau : 0);
      outputTangent[i] =
          (float) slope(input[3 * i], input[3 * i + 1], end(i), inputTangent[3 * i], dTau, dEnd);
    }
  }

  @Override
  public void evaluate(int first) {
    for (int i = 0; i < first; i++) {
      output[i] = (float) mean(input[3 * i], input[3 * i + 1], end(i));
    }
  }

  private double end(int i) {
    return byLength ? input[3 * i + 1] + (double) input[3 * i + 2] : input[3 * i + 2];
  }
}
