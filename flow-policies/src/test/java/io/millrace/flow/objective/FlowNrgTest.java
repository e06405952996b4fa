package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.policy.FlowModel;
import io.millrace.flow.policy.FlowPolicy;
import io.millrace.flow.policy.PartSpec;
import io.millrace.flow.tensor.BatchFunction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowNrgTest {
  private static final double[] REWARD = {0, 1, 2};

  /**
   * Atoms -1, 0, 1 in equal shares with rewards 0, 1, 2: log E[exp r | x_tau] in closed form, with
   * the atoms' weights N(x; tau atom, (1 - tau)^2), against what the trained model says.
   */
  @Test
  void train_threeAtoms_saysTheLogarithmOfTheExpectedExponential() {
    long seed = 13;
    FlowPolicy policy = Atoms.train(new FlowNrg(1, 4, List.of(32, 32)), seed);
    FlowModel model = policy.model();
    BatchFunction reward = model.part(PartSpec.REWARD).inference(model.parameters(), 1);
    for (float tau : new float[] {0.1f, 0.3f, 0.5f, 0.7f}) {
      for (float x : new float[] {-0.8f, -0.2f, 0.3f, 0.9f}) {
        reward.input()[0] = x;
        reward.input()[1] = tau;
        assertThat((double) reward.run()[0])
            .as("x %s, tau %s, seed %d", x, tau, seed)
            .isCloseTo(expected(x, tau), within(0.15));
      }
    }
  }

  private static double expected(double x, double tau) {
    double total = 0;
    double weighted = 0;
    for (int atom = 0; atom < 3; atom++) {
      double z = (x - tau * (atom - 1)) / (1 - tau);
      double density = Math.exp(-z * z / 2);
      total += density;
      weighted += density * Math.exp(REWARD[atom]);
    }
    return Math.log(weighted / total);
  }

  @Test
  void train_threeAtoms_leavesTheFlowToTheLastBit() {
    FlowNrg objective = new FlowNrg(1, 1, List.of(4));
    FlowPolicy trained = Atoms.train(objective, 14);
    FlowPolicy first = Atoms.untrained(objective, 14);
    int flow =
        first.model().parameters().slices().stream()
            .filter(slice -> slice.name().startsWith("velocity"))
            .mapToInt(slice -> slice.length())
            .sum();
    assertThat(Arrays.copyOf(trained.model().parameters().values(), flow))
        .containsExactly(Arrays.copyOf(first.model().parameters().values(), flow));
  }
}
