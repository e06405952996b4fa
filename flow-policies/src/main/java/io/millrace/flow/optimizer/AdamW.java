package io.millrace.flow.optimizer;

/**
 * Adam with decoupled weight decay: {@code p = p - learningRate weightDecay p}, then Adam's step.
 *
 * <p>Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, in PyTorch's
 * form, where the decay scales with the learning rate.
 */
public record AdamW(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {
  public AdamW {
    Adam.check(learningRate, beta1, beta2, epsilon);
    Bounds.checkNotNegative("weightDecay", weightDecay);
  }

  @Override
  public String id() {
    return "adamw";
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void step(float[] parameters, float[] gradients, OptimizerState state, double rateFactor) {
    double rate = learningRate * rateFactor;
    double decay = rate * weightDecay;
    Adam.step(parameters, gradients, state, rate, beta1, beta2, epsilon, decay);
  }
}
