package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.sampler.FlowSde;
import io.millrace.flow.sampler.Transition;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Golden numbers: the flow-grpo sheet, sections tempflow-grpo, grpo-guard and prophrl, of Flow-SDE
 * with noise 0.7 and K = 10, computed with an independent program.
 */
final class StepWeightTest {
  private static final FlowSde SAMPLER = new FlowSde(0.7);
  private static final int STEPS = 10;

  @Test
  void noise_uniformGrid_isTheStepsNoiseOverItsMean() {
    assertThat(trained(StepWeight.NOISE.of(SAMPLER.chain(STEPS))))
        .containsExactly(
            new double[] {
              2.049627, 1.944447, 1.296298, .990064, .793817, .648149, .529211, .424313, .324074
            },
            within(1e-6));
  }

  @Test
  void noise_gridOfStableDiffusion_givesTheConstantOfTheReferenceCode() {
    Transition[] chain = new Transition[STEPS - 1];
    Arrays.setAll(chain, k -> SAMPLER.transition(1 - sd3(k), 1 - sd3(k + 1)));
    double[] weights = StepWeight.NOISE.of(chain);
    assertThat(weights)
        .containsExactly(
            new double[] {
              1.576560, 1.673325, 1.207537, 1.004262, .882410, .794580, .718619, .635144, .507563
            },
            within(1e-6));
    assertThat(weights[4] / chain[4].std())
        .as("2.25 in the code")
        .isCloseTo(2.252229, within(1e-6));
  }

  /** A log-density's gradient by the velocity is of size velocityWeight / s. */
  @Test
  void noise_uniformGrid_makesGradientsEquallyLarge() {
    Transition[] chain = SAMPLER.chain(STEPS);
    double[] weights = StepWeight.NOISE.of(chain);
    for (int k = 0; k < STEPS - 1; k++) {
      double size = weights[k] * chain[k].velocityWeight() / chain[k].std();
      assertThat(size).as("step %d", k).isCloseTo(k == 0 ? .292804 : .364541, within(1e-6));
    }
  }

  @Test
  void flowScale_uniformGrid_cancelsTheGrowthOfGradients() {
    assertThat(trained(StepWeight.FLOW_SCALE.of(SAMPLER.chain(STEPS))))
        .containsExactly(
            new double[] {
              2.416932, 1.841689, 1.227793, .937742, .751866, .613896, .501244, .401889, .306948
            },
            within(1e-6));
  }

  /**
   * Of data N(0, 1), whose velocity is {@code (2 tau - 1) / ((1 - tau)^2 + tau^2) x}: how far
   * branches from step k lie apart at the end. Late ones hardly differ, which is why they count
   * little.
   */
  @Test
  void noise_branchesOfNormalData_endAsFarApartAsComputed() {
    Transition[] chain = SAMPLER.chain(STEPS);
    double[] apart = new double[STEPS - 1];
    double contraction = 1;
    for (int k = STEPS - 2; k >= 0; k--) {
      double tau = chain[k + 1].tau();
      double slope = (2 * tau - 1) / ((1 - tau) * (1 - tau) + tau * tau);
      contraction *= 1 + (chain[k + 1].tauNext() - tau) * slope;
      apart[k] = chain[k].std() * contraction;
    }
    assertThat(apart)
        .containsExactly(
            new double[] {
              .683655, .718687, .525492, .431081, .359459, .293497, .230764, .173086, .121478
            },
            within(1e-6));
  }

  @Test
  void inverseStep_anyGrid_isOneOverTheStep() {
    Transition[] chain = {SAMPLER.transition(.4, .6), SAMPLER.transition(.6, .7)};
    assertThat(StepWeight.INVERSE_STEP.of(chain))
        .containsExactly(new double[] {5, 10}, within(1e-9));
  }

  /** The noise levels of Stable Diffusion 3 in diffusers: shifted, spaced evenly, shifted again. */
  private static double sd3(int k) {
    return shifted(1 + k * (shifted(0.001) - 1) / (STEPS - 1));
  }

  private static double shifted(double t) {
    return 3 * t / (1 + 2 * t);
  }

  private static double[] trained(double[] weights) {
    return Arrays.copyOf(weights, STEPS - 1);
  }
}
