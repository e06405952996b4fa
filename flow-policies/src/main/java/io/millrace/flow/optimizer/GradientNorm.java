package io.millrace.flow.optimizer;

import io.millrace.flow.tensor.Sums;

/** The Euclidean norm of a gradient, and limiting it. */
public final class GradientNorm {
  private GradientNorm() {}

  /** The norm; not finite where an element, or its square in float32, is not. */
  public static double of(float[] gradients) {
    return Math.sqrt(Sums.squares(gradients));
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
