package io.millrace.flow.optimizer;

/**
 * Lion: steps of one size along the sign of an interpolated momentum.
 *
 * <pre>
 * p = p - learningRate (sign(beta1 m + (1 - beta1) g) + weightDecay p)
 * m = beta2 m + (1 - beta2) g
 * </pre>
 *
 * <p>Source: Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, algorithm 2.
 */
public record Lion(double learningRate, double beta1, double beta2, double weightDecay)
    implements Optimizer {
  public Lion {
    Bounds.checkPositive("learningRate", learningRate);
    Bounds.checkMemory("beta1", beta1);
    Bounds.checkMemory("beta2", beta2);
    Bounds.checkNotNegative("weightDecay", weightDecay);
  }

  @Override
  public String id() {
    return "lion";
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void step(float[] parameters, float[] gradients, OptimizerState state, double rateFactor) {
    state.nextStep();
    float[] m = state.moments()[0];
    float rate = (float) (learningRate * rateFactor);
    float shed = (float) (learningRate * rateFactor * weightDecay);
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    for (int i = 0; i < parameters.length; i++) {
      float g = gradients[i];
      // Every normal number times the largest is at least 4: a sign that the JIT vectorizes.
      float scaled = (b1 * m[i] + c1 * g) * Float.MAX_VALUE;
      float sign = Math.min(Math.max(scaled, -1f), 1f);
      parameters[i] -= shed * parameters[i] + rate * sign;
      m[i] = b2 * m[i] + c2 * g;
    }
  }
}
