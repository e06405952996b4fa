package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.FlowSde;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.sampler.Transition;
import org.junit.jupiter.api.Test;

/** Golden numbers: the catalogue's prophrl section (uniform grid, K = 10, a = .7). */
class FaGrpoTest {
  private static final SamplerSpec SDE = new SamplerSpec("flow-sde", 0.7, 0, 0);
  private static final int K = 10;

  /** One decision along the policy's own means, but for a noise of eps[k] deviations. */
  private static ActionBatch decision(ConstantVelocity policy, double... eps) {
    ActionBatch batch = policy.batch(1);
    double x = 0.3;
    batch.path[0] = (float) x;
    for (int k = 0; k < K - 1; k++) {
      Transition step = policy.chain[k];
      x = step.mean(x, 0.5) + step.std() * eps[k];
      batch.path[k + 1] = (float) x;
      batch.logProb[k] =
          (float) (-0.5 * eps[k] * eps[k] - Math.log(step.std()) - 0.5 * Math.log(2 * Math.PI));
    }
    batch.advantage[0] = 1;
    return batch;
  }

  @Test
  void stepWeight_flowScale_numbersOfTheSheet() {
    double[] weights = StepWeight.FLOW_SCALE.of(new FlowSde(0.7).chain(K));
    double[] golden = {
      2.416932, 1.841689, 1.227793, 0.937742, 0.751866, 0.613896, 0.501244, 0.401889, 0.306948
    };
    for (int k = 0; k < golden.length; k++) {
      assertThat(weights[k]).isCloseTo(golden[k], within(1e-6));
    }
    assertThat(weights[K - 1]).isZero();
  }

  @Test
  void loss_constantVelocity_ratioIsTheProductOfStepRatios() {
    RandomSource random = new RandomSource(11);
    double[] eps = new double[K];
    for (int k = 0; k < K; k++) {
      eps[k] = random.nextGaussian();
    }
    ConstantVelocity old = new ConstantVelocity(SDE, K, 0.5f);
    ConstantVelocity moved = new ConstantVelocity(SDE, K, 0.52f);
    double product = 1;
    for (int k = 0; k < K - 1; k++) {
      double shift = old.chain[k].velocityWeight() * 0.02 / old.chain[k].std();
      product *= Math.exp(shift * eps[k] - shift * shift / 2);
    }
    for (boolean flowScale : new boolean[] {false, true}) {
      double ratio =
          moved.measure(new FaGrpo(0.9, flowScale), decision(old, eps)).get("ratio-mean");
      assertThat(ratio).isCloseTo(product, within(1e-5));
    }
  }

  @Test
  void loss_flowScale_gradientsOfAllStepsAreEqual() {
    assertThat(spread(true)).isCloseTo(1, within(1e-3));
    // 1.124867 / .142857 over the nine stochastic steps
    assertThat(spread(false)).isCloseTo(7.874, within(1e-2));
  }

  /** Largest over smallest gradient of a step, whose noise alone is not 0. */
  private static double spread(boolean flowScale) {
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int k = 0; k < K - 1; k++) {
      ConstantVelocity policy = new ConstantVelocity(SDE, K, 0.5f);
      double[] eps = new double[K];
      eps[k] = 1;
      policy.measure(new FaGrpo(0.2, flowScale), decision(policy, eps));
      double size = Math.abs(policy.gradient()[0]);
      least = Math.min(least, size);
      most = Math.max(most, size);
    }
    return most / least;
  }
}
