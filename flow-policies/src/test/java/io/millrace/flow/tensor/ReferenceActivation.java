package io.millrace.flow.tensor;

import org.apache.commons.math3.special.Erf;

/** Activations in float64 as a textbook writes them. */
public final class ReferenceActivation {
  private ReferenceActivation() {}

  /** f(x). */
  public static double value(Activation activation, double x) {
    return switch (activation) {
      case IDENTITY -> x;
      case RELU -> Math.max(x, 0);
      case LEAKY_RELU -> x > 0 ? x : x / 100;
      case SILU -> x * sigmoid(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case GELU -> x * 0.5 * Erf.erfc(-x / Math.sqrt(2));
      case ELU -> x > 0 ? x : Math.expm1(x);
      case SOFTPLUS -> softplus(x);
      case MISH -> x * Math.tanh(softplus(x));
    };
  }

  /** The derivative of f at x. */
  public static double slope(Activation activation, double x) {
    double s = sigmoid(x);
    double t = Math.tanh(softplus(x));
    return switch (activation) {
      case IDENTITY -> 1;
      case RELU -> x > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : 0.01;
      case SILU -> s * (1 + x * (1 - s));
      case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
      case SIGMOID -> s * (1 - s);
      case GELU ->
          0.5 * Erf.erfc(-x / Math.sqrt(2)) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
      case ELU -> x > 0 ? 1 : Math.exp(x);
      case SOFTPLUS -> s;
      case MISH -> t + x * (1 - t * t) * s;
    };
  }

  private static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
