package io.millrace.flow.policy;

import io.millrace.flow.tensor.DualFunction;

/**
 * Guidance by a reward model that reads points between noise and action (Flow-NRG): the part {@link
 * PartSpec#REWARD} says {@code s(x, tau, observation) = log E[exp(r / temperature) | x_tau = x]}.
 *
 * <pre>
 * v = vOwn + weight (1 - tau) / tau grad_x s
 * </pre>
 *
 * In the sheet's convention (t = 1 - tau, velocity -v) this is {@code v - w t / (1 - t) grad}: the
 * score of x_tau grows by weight grad s. With weight 1 and an exact s the flow samples the policy's
 * law tilted by {@code exp(r / temperature)}. At tau = 0 the factor has a pole that an exact
 * gradient, which vanishes there like tau, cancels; a learned one does not, so factor and gradient
 * are both taken at {@code max(tau, earliest)}.
 *
 * <p>The gradient comes from forward mode, one pass a dimension: no tape, and no allocation after
 * the field is made.
 *
 * <p>Source: "Improving Video Generation with Human Feedback" (arXiv 2501.13918). Golden case:
 * {@code RewardGuidanceTest}.
 *
 * @param weight at least 0
 * @param earliest in (0, 1)
 */
public record RewardGuidance(double weight, double earliest) implements Guidance {
  public RewardGuidance {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY && earliest > 0 && earliest < 1)) {
      throw new IllegalArgumentException(
          "expected weight >= 0, 0 < earliest < 1, weight=%s earliest=%s"
              .formatted(weight, earliest));
    }
  }

  @Override
  public VelocityField field(FlowPolicy policy, int rows) {
    FlowModel model = policy.model();
    DualFunction reward = model.part(PartSpec.REWARD).jvp(model.parameters(), rows);
    return steered(Guidance.own(policy, rows), reward, rows, policy.spec().actionSize());
  }

  /**
   * The field beside the gradient of a reward.
   *
   * @param reward [rows][in] to [rows][1], reads what the field reads
   */
  VelocityField steered(VelocityField own, DualFunction reward, int rows, int size) {
    int in = own.input().length / rows;
    return new VelocityField() {
      @Override
      public float[] input() {
        return own.input();
      }

      @Override
      public float[] run() {
        float[] u = own.run();
        System.arraycopy(own.input(), 0, reward.input(), 0, own.input().length);
        for (int row = 0; row < rows; row++) {
          int time = row * in + size;
          reward.input()[time] = Math.max(reward.input()[time], (float) earliest);
        }
        for (int d = 0; d < size; d++) {
          along(d, 1);
          reward.run(rows);
          along(d, 0);
          for (int row = 0; row < rows; row++) {
            double tau = reward.input()[row * in + size];
            u[row * size + d] += (float) (weight * (1 - tau) / tau * reward.outputTangent()[row]);
          }
        }
        return u;
      }

      private void along(int dimension, float tangent) {
        for (int row = 0; row < rows; row++) {
          reward.inputTangent()[row * in + dimension] = tangent;
        }
      }
    };
  }
}
