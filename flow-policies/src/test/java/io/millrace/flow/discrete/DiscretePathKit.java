package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What every path promises. Extend it for a new one. */
abstract class DiscretePathKit {
  private static final double H = 1e-5;

  /** A path with typical options. */
  abstract DiscretePath path();

  @Test
  void probabilities_atTheStart_doNotDependOnTheTarget() {
    double[] first = probabilities(0, 0);
    for (int target = 1; target < path().tokens(); target++) {
      assertThat(probabilities(0, target)).containsExactly(first);
    }
  }

  @Test
  void probabilities_atTheEnd_areCertainOfTheTarget() {
    for (int target = 0; target < path().tokens(); target++) {
      double[] expected = new double[path().tokens()];
      expected[target] = 1;
      assertThat(probabilities(1, target)).containsExactly(expected);
    }
  }

  @Test
  void rates_anyTime_satisfyKolmogorovsEquation() {
    for (double tau : new double[] {0.05, 0.3, 0.5, 0.8, 0.95}) {
      for (int target = 0; target < path().tokens(); target++) {
        double[] flow = netFlow(tau, target);
        double[] above = probabilities(tau + H, target);
        double[] below = probabilities(tau - H, target);
        for (int x = 0; x < flow.length; x++) {
          double slope = (above[x] - below[x]) / (2 * H);
          assertThat(flow[x])
              .as("tau %s target %d token %d", tau, target, x)
              .isCloseTo(slope, within(1e-5));
        }
      }
    }
  }

  @Test
  void step_anyTime_isALawAndStaysAtTheTarget() {
    double[] law = new double[path().tokens()];
    for (double tau : new double[] {0, 0.3, 0.9375}) {
      for (int target = 0; target < path().tokens(); target++) {
        for (int from = 0; from < path().tokens(); from++) {
          path().step(tau, 1.0 / 16, from, target, law);
          double sum = 0;
          for (double p : law) {
            assertThat(p).isBetween(0.0, 1.0);
            sum += p;
          }
          assertThat(sum).isCloseTo(1, within(1e-12));
        }
        path().step(tau, 1.0 / 16, target, target, law);
        assertThat(law[target]).isEqualTo(1);
      }
    }
  }

  /** What flows into each token less what flows out of it. */
  final double[] netFlow(double tau, int target) {
    double[] p = probabilities(tau, target);
    double[] net = new double[p.length];
    double[] rates = new double[p.length];
    for (int from = 0; from < p.length; from++) {
      double total = path().rates(tau, from, target, rates);
      for (int x = 0; x < p.length; x++) {
        net[x] += rates[x] * p[from];
      }
      net[from] -= total * p[from];
    }
    return net;
  }

  final double[] probabilities(double tau, int target) {
    double[] out = new double[path().tokens()];
    path().probabilities(tau, target, out);
    return out;
  }
}
