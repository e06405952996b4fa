package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.FlowPolicySpec;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.sampler.SamplerSpec;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Properties of the chain's likelihood; its numbers are in {@code conformance/on-policy.json}. */
final class ReinFlowTest {
  private static final int SIZE = 2;

  private static FlowPolicy policy(int flowSteps, double noiseClip, long seed) {
    return FlowPolicy.random(
        new FlowPolicySpec(
            1,
            SIZE,
            List.of(16),
            "silu",
            flowSteps,
            new SamplerSpec("flow-noise", 0, 0.1, 0.24, true, 1, noiseClip),
            new float[SIZE],
            new float[] {1, 1}),
        new RandomSource(seed));
  }

  @Test
  void loss_weightsThatActed_hasRatioOne() {
    FlowPolicy policy = policy(4, 3, 1);
    ReinFlow reinFlow = new ReinFlow(0.01, 0.03, ValueError.NONE, false);
    Measurements measured = new Measurements();
    ActionBatch batch = ActedRows.of(policy, 256, new RandomSource(2));
    reinFlow.loss(ActedRows.scope(policy, batch, measured));
    assertThat(measured.maximum("log-ratio-max")).isLessThanOrEqualTo(1e-6);
  }

  @Test
  void rawRatio_underThePolicyThatActed_hasMeanOne() {
    long seed = 11;
    int rows = 1000;
    int count = 100 * rows;
    FlowPolicy acting = policy(3, 0, seed);
    FlowPolicy learning = policy(3, 0, seed);
    ActedRows.perturb(learning, 0.01, new RandomSource(seed + 1));
    RandomSource random = new RandomSource(seed + 2);
    double sum = 0;
    double squares = 0;
    for (int done = 0; done < count; done += rows) {
      ActionBatch batch = ActedRows.of(acting, rows, random);
      for (double ratio : rawRatios(learning, batch)) {
        sum += ratio;
        squares += (ratio - 1) * (ratio - 1);
      }
    }
    double mean = sum / count;
    double standardError = Math.sqrt(squares / count / count);
    assertThat(standardError).as("seed %d: ratios differ at all", seed).isGreaterThan(1e-5);
    assertThat(mean).as("seed %d", seed).isCloseTo(1, within(3 * standardError));
  }

  private static double[] rawRatios(FlowPolicy learning, ActionBatch batch) {
    LossScope scope = ActedRows.scope(learning, batch, new Measurements());
    Value fresh = FlowSteps.of(scope).logProb();
    Value old = FlowSteps.recorded(scope.tape(), batch, batch.logProb);
    double[] logRatios = new double[batch.rows()];
    for (int i = 0; i < fresh.data().length; i++) {
      logRatios[(i / SIZE) % batch.rows()] += (double) fresh.data()[i] - old.data()[i];
    }
    return Arrays.stream(logRatios).map(Math::exp).toArray();
  }

  @Test
  void oneStepWithoutVelocity_isAGaussianAroundTheStart() {
    FlowPolicy policy = policy(1, 0, 3);
    Arrays.fill(policy.model().parameters().values(), 0f);
    ActionBatch batch = ActedRows.of(policy, 64, new RandomSource(4));
    double std = Math.sqrt(0.1 * 0.24);
    for (int i = 0; i < 64; i++) {
      for (int d = 0; d < SIZE; d++) {
        double start = Math.max(-1, Math.min(1, batch.path[batch.pathAt(i, 0) + d]));
        double z = (batch.path[batch.pathAt(i, 1) + d] - start) / std;
        double density = -0.5 * z * z - Math.log(std) - 0.5 * Math.log(2 * Math.PI);
        assertThat((double) batch.logProb[i * SIZE + d]).isCloseTo(density, within(1e-4));
      }
    }
  }
}
