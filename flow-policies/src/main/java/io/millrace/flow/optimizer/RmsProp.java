package io.millrace.flow.optimizer;

/**
 * RMSProp: each gradient is divided by the root of its recent mean square.
 *
 * <pre>
 * v = decay v + (1 - decay) g^2
 * b = momentum b + g / (sqrt(v) + epsilon)          p = p - learningRate b
 * </pre>
 *
 * <p>Source: Tieleman and Hinton, "Lecture 6.5 - RMSProp", 2012, in PyTorch's form. With epsilon
 * inside the root, {@code g / sqrt(v + epsilon)}, it is the rule of asynchronous actor-critics
 * (Mnih et al., "Asynchronous Methods for Deep Reinforcement Learning", 2016), whose workers share
 * one state.
 *
 * @param momentum 0 for none, which saves a vector
 */
public record RmsProp(
    double learningRate, double decay, double epsilon, double momentum, boolean epsilonInRoot)
    implements Optimizer {
  public RmsProp {
    Bounds.checkPositive("learningRate", learningRate);
    Bounds.checkMemory("decay", decay);
    Bounds.checkPositive("epsilon", epsilon);
    Bounds.checkMemory("momentum", momentum);
  }

  @Override
  public String id() {
    return "rmsprop";
  }

  @Override
  public int moments() {
    return momentum > 0 ? 2 : 1;
  }

  @Override
  public void step(float[] parameters, float[] gradients, OptimizerState state, double rateFactor) {
    state.nextStep();
    float[] v = state.moments()[0];
    float rate = (float) (learningRate * rateFactor);
    float kept = (float) decay;
    float taken = (float) (1 - decay);
    float inside = epsilonInRoot ? (float) epsilon : 0f;
    float outside = epsilonInRoot ? 0f : (float) epsilon;
    if (momentum == 0) {
      for (int i = 0; i < parameters.length; i++) {
        float g = gradients[i];
        v[i] = kept * v[i] + taken * g * g;
        parameters[i] -= rate * g / ((float) Math.sqrt(v[i] + inside) + outside);
      }
      return;
    }
    float[] b = state.moments()[1];
    float carried = (float) momentum;
    for (int i = 0; i < parameters.length; i++) {
      float g = gradients[i];
      v[i] = kept * v[i] + taken * g * g;
      b[i] = carried * b[i] + g / ((float) Math.sqrt(v[i] + inside) + outside);
      parameters[i] -= rate * b[i];
    }
  }
}
