package io.millrace.flow.meanflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Targets at the exact mean velocity of a Gaussian flow, where training has to stay. Numbers:
 * flow-policies-for-control sheet, 0.7 and G2b (theirs is u = -ours, t = 1 - tau).
 */
final class ClosedFormTest {
  /** z = 1.1 at t = .8, r = .2, by a line whose own velocity is the marginal one. */
  private static IntervalBatch line(double x, double tau, double end, double velocity) {
    return new IntervalBatch(
        new float[] {(float) (x - tau * velocity)},
        new float[] {(float) (x + (1 - tau) * velocity)},
        new float[] {(float) tau},
        new float[] {(float) end},
        new float[0]);
  }

  @Test
  void of_exactMeanVelocity_isG2b() {
    assertThat(GaussianFlow.mean(1.1, 0.2, 0.8)).isCloseTo(-0.517635, within(1e-6));
    double velocity = GaussianFlow.velocity(1.1, 0.2);
    assertThat(velocity).isCloseTo(-0.715040, within(1e-6));
    assertThat(GaussianFlow.slope(1.1, 0.2, 0.8, velocity, 1, 0)).isCloseTo(0.329008, within(1e-6));
    float[] target =
        target(new MeanFlowVariant.Original(), SecondTime.END).of(line(1.1, 0.2, 0.8, velocity));
    assertThat((double) target[0]).isCloseTo(-0.517635, within(2e-6));
    assertThat(1.3 + GaussianFlow.mean(1.3, 0, 1)).isCloseTo(0.89, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(SecondTime.class)
  void of_exactMeanVelocityAnywhere_isItself(SecondTime second) {
    RandomSource random = new RandomSource(12);
    for (int i = 0; i < 200; i++) {
      double tau = 0.98 * random.nextDouble();
      double end = tau + 0.01 + (0.99 - tau) * random.nextDouble();
      double x = random.nextGaussian();
      double velocity = GaussianFlow.velocity(x, tau);
      IntervalBatch batch = line(x, tau, end, velocity);
      double expected = GaussianFlow.mean(x, tau, end);
      assertThat((double) target(new MeanFlowVariant.Original(), second).of(batch)[0])
          .as("original, row %d, seed 12", i)
          .isCloseTo(expected, within(2e-5 * (1 + Math.abs(velocity))));
      assertThat((double) target(new MeanFlowVariant.Improved(), second).of(batch)[0])
          .as("improved, row %d, seed 12", i)
          .isCloseTo(expected, within(2e-5 * (1 + Math.abs(velocity))));
    }
  }

  /**
   * mp1 4(b): over the conditional law of the row's velocity the mean of the target with weight 2
   * and the same condition is the mean velocity itself, its variance four times that of weight 1.
   */
  @Test
  void of_guidedBySameCondition_hasTheFixedPointOfTheOriginal() {
    double tau = 0.2;
    double velocity = GaussianFlow.velocity(1.1, tau);
    // v = action - noise given x is normal; from (action, x) jointly normal its std is s / S.
    double std = GaussianFlow.STD / GaussianFlow.spread(tau);
    for (double end : new double[] {0.3, 0.5, 0.8, 1}) {
      double[] original = moments(new MeanFlowVariant.Original(), tau, end, velocity, std);
      double[] guided = moments(new MeanFlowVariant.Guided(2, false, 0), tau, end, velocity, std);
      double expected = GaussianFlow.mean(1.1, tau, end);
      assertThat(original[0]).as("tauNext %s", end).isCloseTo(expected, within(1e-5));
      assertThat(guided[0]).as("tauNext %s", end).isCloseTo(expected, within(1e-5));
      assertThat(guided[1] / original[1]).as("tauNext %s", end).isCloseTo(4, within(2e-4));
    }
  }

  /** Sheet 0.7: s1 = -.207098, s2 = -.066577, their mean s(z, t, 2d). */
  @ParameterizedTest
  @EnumSource(SecondTime.class)
  void of_exactStepOfShortcut_isTheStepOfTwiceTheLength(SecondTime second) {
    double first = GaussianFlow.mean(0.7, 0.25, 0.5);
    assertThat(first).isCloseTo(-0.207098, within(1e-6));
    assertThat(GaussianFlow.mean(0.7 + 0.25 * first, 0.5, 0.75)).isCloseTo(-0.066577, within(1e-6));
    assertThat(GaussianFlow.mean(0.7, 0.25, 0.75)).isCloseTo(-0.136837, within(1e-6));
    IntervalLayout layout = new IntervalLayout(1, 0, second);
    ShortcutTarget target = new ShortcutTarget(new GaussianFlow(1, second), layout, 1, 1.0 / 128);
    assertThat((double) target.of(line(0.7, 0.25, 0.75, 3))[0]).isCloseTo(-0.136837, within(2e-6));
  }

  @Test
  void of_shortestStepOfShortcut_isTheMeanOfTwoVelocities() {
    IntervalLayout layout = new IntervalLayout(1, 0, SecondTime.LENGTH);
    ShortcutTarget target =
        new ShortcutTarget(new GaussianFlow(1, SecondTime.LENGTH), layout, 1, 0.5);
    double first = GaussianFlow.velocity(0.7, 0.25);
    double second = GaussianFlow.velocity(0.7 + 0.25 * first, 0.5);
    assertThat((double) target.of(line(0.7, 0.25, 0.75, 3))[0])
        .isCloseTo((first + second) / 2, within(1e-6));
  }

  @Test
  void of_momentOfShortcut_isTheRowsOwnVelocity() {
    IntervalLayout layout = new IntervalLayout(1, 0, SecondTime.LENGTH);
    ShortcutTarget target =
        new ShortcutTarget(new GaussianFlow(1, SecondTime.LENGTH), layout, 1, 1.0 / 128);
    assertThat(target.of(line(0.7, 0.25, 0.25, 3))[0]).isCloseTo(3f, within(1e-6f));
  }

  private static MeanFlowTarget target(MeanFlowVariant variant, SecondTime second) {
    return new MeanFlowTarget(
        new GaussianFlow(1, second), new IntervalLayout(1, 0, second), 1, variant);
  }

  /** Mean and variance of the target over N(velocity, std^2), by the trapezoidal rule. */
  private static double[] moments(
      MeanFlowVariant variant, double tau, double end, double velocity, double std) {
    MeanFlowTarget target = target(variant, SecondTime.END);
    double weights = 0;
    double sum = 0;
    double squares = 0;
    for (double q = -8; q <= 8; q += 0.02) {
      double weight = Math.exp(-q * q / 2);
      double t = target.of(line(1.1, tau, end, velocity + std * q))[0];
      weights += weight;
      sum += weight * t;
      squares += weight * t * t;
    }
    double mean = sum / weights;
    return new double[] {mean, squares / weights - mean * mean};
  }
}
