package io.millrace.flow.optimizer;

/** The Euclidean norm of a gradient, and limiting it. */
public final class GradientNorm {
  private GradientNorm() {}

  /** The norm, summed in float64; NaN or infinite where an element is. */
  public static double of(float[] gradients) {
    double sum = 0;
    for (float g : gradients) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }

  /** Scales the gradient to the given norm where it is longer. */
  public static void limit(float[] gradients, double norm, double maximum) {
    if (norm <= maximum) {
      return;
    }
    float scale = (float) (maximum / norm);
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] *= scale;
    }
  }
}
