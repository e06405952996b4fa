package io.millrace.flow.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Whether a sampler's chain keeps the flow's marginals: the exact density at tau = .02 is carried
 * to tau = .90 through the transition kernels, on a grid of 1601 points over [-6, 6], and compared
 * with the exact one there. Data: 0.3 N(-2, .5^2) + 0.7 N(1, .4^2), velocity in closed form.
 *
 * <p>A wrong drift sign or a lost factor 1/2 fails all three tests.
 */
final class MarginalPreservationTest {
  private static final int POINTS = 1601;
  private static final double STEP = 12.0 / (POINTS - 1);
  private static final double[] WEIGHT = {0.3, 0.7};
  private static final double[] MEAN = {-2, 1};
  private static final double[] SD = {0.5, 0.4};
  private static final double FROM = 0.02;
  private static final double TO = 0.90;

  @Test
  void flowSde_fineGrid_keepsTheMarginal() {
    assertThat(totalVariation(new FlowSde(0.7), 40)).isLessThan(0.012);
  }

  @Test
  void flowSde_finerGrid_convergesAtFirstOrder() {
    Sampler sampler = new FlowSde(0.7);
    assertThat(totalVariation(sampler, 160) / totalVariation(sampler, 40)).isBetween(0.2, 0.4);
  }

  @Test
  void coefficientsPreserving_fineGrid_doesNotKeepTheMarginal() {
    assertThat(totalVariation(new CoefficientsPreserving(0.5), 80)).isGreaterThan(0.03);
  }

  private static double totalVariation(Sampler sampler, int steps) {
    double[] density = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      density[i] = exact(at(i), FROM);
    }
    for (int k = 0; k < steps; k++) {
      double tau = FROM + (TO - FROM) * k / steps;
      density = carried(density, sampler.transition(tau, FROM + (TO - FROM) * (k + 1) / steps));
    }
    double difference = 0;
    for (int i = 0; i < POINTS; i++) {
      difference += Math.abs(density[i] - exact(at(i), TO)) * STEP;
    }
    return difference / 2;
  }

  private static double[] carried(double[] density, Transition step) {
    double[] next = new double[POINTS];
    double norm = STEP / (step.std() * Math.sqrt(2 * Math.PI));
    for (int i = 0; i < POINTS; i++) {
      double mean = step.mean(at(i), velocity(at(i), step.tau()));
      int first = Math.max(0, (int) ((mean - 8 * step.std() + 6) / STEP));
      int last = Math.min(POINTS - 1, (int) ((mean + 8 * step.std() + 6) / STEP) + 1);
      for (int j = first; j <= last; j++) {
        double z = (at(j) - mean) / step.std();
        next[j] += density[i] * norm * Math.exp(-0.5 * z * z);
      }
    }
    return next;
  }

  private static double exact(double x, double tau) {
    double sum = 0;
    for (int m = 0; m < 2; m++) {
      sum += component(m, x, tau);
    }
    return sum;
  }

  private static double component(int m, double x, double tau) {
    double variance = variance(m, tau);
    double z = x - tau * MEAN[m];
    return WEIGHT[m] * Math.exp(-z * z / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  }

  private static double variance(int m, double tau) {
    return tau * tau * SD[m] * SD[m] + (1 - tau) * (1 - tau);
  }

  /** E[action - noise | x] of the mixture. */
  private static double velocity(double x, double tau) {
    double sum = 0;
    for (int m = 0; m < 2; m++) {
      double z = x - tau * MEAN[m];
      double action = MEAN[m] + tau * SD[m] * SD[m] / variance(m, tau) * z;
      double noise = (1 - tau) / variance(m, tau) * z;
      sum += component(m, x, tau) * (action - noise);
    }
    return sum / exact(x, tau);
  }

  private static double at(int i) {
    return -6 + i * STEP;
  }
}
