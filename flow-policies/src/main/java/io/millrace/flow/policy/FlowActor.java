package io.millrace.flow.policy;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.FlowNoise;
import io.millrace.flow.sampler.Sampler;
import io.millrace.flow.sampler.Transition;
import io.millrace.flow.tensor.Forward;
import io.millrace.flow.tensor.GaussianLogProb;
import java.util.Arrays;

/**
 * Acts with a flow policy for a fixed number of rows at a time, without allocation. It copies the
 * weights when it is made, and belongs to one thread.
 */
public final class FlowActor {
  private final FlowPolicySpec spec;
  private final Transition[] chain;
  private final FlowNoise flowNoise;
  private final Forward velocity;
  private final Forward noise;
  private final int rows;
  private final int size;

  /**
   * @param sampler the policy's own to explore, {@code Ode} to act without noise
   * @param rows rows of every batch
   */
  public FlowActor(FlowPolicy policy, Sampler sampler, int rows) {
    this.spec = policy.spec();
    this.rows = rows;
    this.size = spec.actionSize();
    this.chain = sampler.chain(spec.flowSteps());
    this.flowNoise = sampler instanceof FlowNoise learned ? learned : null;
    FlowModel model = policy.model();
    this.velocity = model.velocity().inference(model.parameters(), rows);
    this.noise = flowNoise == null ? null : model.noise().inference(model.parameters(), rows);
  }

  /**
   * Samples an action for each row.
   *
   * @param observations [rows][observationSize]
   * @param random start noise and transition noise; an ODE draws only the start
   * @param out as many rows
   */
  public void act(float[] observations, RandomSource random, FlowSample out) {
    int points = (spec.flowSteps() + 1) * size;
    float[] path = out.latentPath();
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < size; d++) {
        path[row * points + d] = (float) random.nextGaussian();
      }
    }
    for (int k = 0; k < chain.length; k++) {
      step(k, observations, random, out);
    }
    for (int row = 0; row < rows; row++) {
      for (int d = 0; d < size; d++) {
        float x = path[row * points + chain.length * size + d];
        out.actions()[row * size + d] = spec.actionCenter()[d] + spec.actionScale()[d] * x;
      }
    }
  }

  private void step(int k, float[] observations, RandomSource random, FlowSample out) {
    Transition transition = chain[k];
    float[] path = out.latentPath();
    int points = (spec.flowSteps() + 1) * size;
    fillVelocityInput(path, k * size, points, transition.tau(), observations);
    float[] u = velocity.run();
    float[] raw = transition.learned() ? runNoise(transition.tau(), observations) : null;
    float xWeight = (float) transition.pointWeight();
    float uWeight = (float) transition.velocityWeight();
    float fixedLogStd = (float) Math.log(transition.std());
    for (int row = 0; row < rows; row++) {
      int from = row * points + k * size;
      for (int d = 0; d < size; d++) {
        float mean = xWeight * path[from + d] + uWeight * u[row * size + d];
        if (transition.deterministic()) {
          path[from + size + d] = mean;
          continue;
        }
        float logStd = raw == null ? fixedLogStd : flowNoise.logStd(raw[row * size + d]);
        double std = Math.exp(logStd);
        float next = (float) (mean + std * random.nextGaussian());
        path[from + size + d] = next;
        int slot = (row * (chain.length - 1) + k) * size + d;
        out.logProbs()[slot] = GaussianLogProb.of(next, mean, logStd);
      }
    }
  }

  private void fillVelocityInput(
      float[] path, int offset, int stride, double tau, float[] observations) {
    float[] input = velocity.input();
    int observed = spec.observationSize();
    int width = size + 1 + observed;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(path, row * stride + offset, input, row * width, size);
      input[row * width + size] = (float) tau;
      System.arraycopy(observations, row * observed, input, row * width + size + 1, observed);
    }
  }

  private float[] runNoise(double tau, float[] observations) {
    float[] input = noise.input();
    int observed = spec.observationSize();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(observations, row * observed, input, row * (observed + 1), observed);
      input[row * (observed + 1) + observed] = (float) tau;
    }
    return noise.run();
  }

  @Override
  public String toString() {
    return "FlowActor" + Arrays.toString(chain);
  }
}
