package io.millrace.flow.optimizer;

import java.util.Arrays;

/**
 * The decaying sum z of past gradients. A new gradient is first gathered in the gradient's own
 * array, so that an unusable one leaves the trace as it was.
 */
final class EligibilityTrace {
  /** Beyond it the squares that optimizers remember leave float32 and would never come back. */
  private static final double LONGEST = Math.sqrt(Float.MAX_VALUE);

  private EligibilityTrace() {}

  /** Adds the decayed trace to the gradient, which is then the new trace. */
  static void gather(float[] z, float[] gradient, double decay) {
    float kept = (float) decay;
    for (int i = 0; i < z.length; i++) {
      gradient[i] += kept * z[i];
    }
  }

  /** Whether a gathered trace of this 1-norm, times delta, can be squared in float32. */
  static boolean isUsable(double norm, double delta) {
    return norm <= LONGEST && Math.abs(delta) * norm <= LONGEST;
  }

  /** Makes the gathered trace the trace, and moves the parameters along it. */
  static void follow(float[] z, float[] gathered, float[] parameters, float rate) {
    for (int i = 0; i < z.length; i++) {
      z[i] = gathered[i];
      parameters[i] += rate * gathered[i];
    }
  }

  static void cutIf(boolean ends, float[] z) {
    if (ends) {
      Arrays.fill(z, 0f);
    }
  }
}
