package io.millrace.flow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.tensor.DualFunction;
import org.junit.jupiter.api.Test;

final class RewardGuidanceTest {
  private static final int ROWS = 20_000;
  private static final long SEED = 22;

  /** log E[exp(lambda x_1) | x_tau] of N(0, 1): its slope in x is lambda tau / V. */
  private static final class LinearReward implements DualFunction {
    private final double lambda;
    private final boolean clean;
    private final float[] input;
    private final float[] tangent;
    private final float[] output;
    private final float[] outputTangent;

    LinearReward(int rows, double lambda, boolean clean) {
      this.lambda = lambda;
      this.clean = clean;
      this.input = new float[2 * rows];
      this.tangent = new float[2 * rows];
      this.output = new float[rows];
      this.outputTangent = new float[rows];
    }

    @Override
    public float[] input() {
      return input;
    }

    @Override
    public float[] inputTangent() {
      return tangent;
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
      for (int row = 0; row < first; row++) {
        double tau = input[2 * row + 1];
        double slope = clean ? lambda : lambda * tau / (tau * tau + (1 - tau) * (1 - tau));
        outputTangent[row] = (float) (slope * tangent[2 * row]);
      }
    }

    @Override
    public void evaluate(int first) {
      throw new UnsupportedOperationException("guidance needs slopes alone");
    }
  }

  /**
   * Sheet video-human-feedback, proof, with t = 1 - tau and the velocity's sign turned: N(0, 1), r
   * = x, x = .5, t = .4: .192308 becomes .961538, the velocity of N(1, 1). The clean reward's
   * gradient at the noisy point must not give it.
   */
  @Test
  void run_goldenPoint_isTheTiltedLawsVelocity() {
    assertThat(at(false)).isCloseTo(0.961538, within(1e-6));
    assertThat(Math.abs(at(true) - 0.961538)).isGreaterThan(0.05);
  }

  private static double at(boolean clean) {
    VelocityField field =
        new RewardGuidance(1, 0.01)
            .steered(new NormalField(1, 0, 1), new LinearReward(1, 1, clean), 1, 1);
    field.input()[0] = 0.5f;
    field.input()[1] = 0.6f;
    return field.run()[0];
  }

  @Test
  void samples_linearReward_moveByItsSlope() {
    double start = moments(0)[0];
    for (double lambda : new double[] {0.5, 1, 2}) {
      double[] moments = moments(lambda);
      assertThat(moments[0] - start)
          .as("lambda %s, seed %d", lambda, SEED)
          .isCloseTo(lambda, within(0.02 * lambda));
      assertThat(moments[1]).isCloseTo(1, within(0.03));
    }
  }

  private static double[] moments(double lambda) {
    VelocityField field =
        new RewardGuidance(1, 0.005)
            .steered(new NormalField(ROWS, 0, 1), new LinearReward(ROWS, lambda, false), ROWS, 1);
    return NormalField.moments(field, ROWS, 200, SEED);
  }
}
