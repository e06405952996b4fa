package io.millrace.flow.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Golden numbers: the flow-grpo sheet, section fudoki, computed with an independent program. */
final class MetricPathTest extends DiscretePathKit {
  private final MetricPath path = Ring.path();

  @Override
  DiscretePath path() {
    return path;
  }

  @Test
  void distance_fromTheFirstToken_isTheSquaredSquare() {
    double[] expected = {0, 0.16, 4, 16};
    for (int x = 0; x < 4; x++) {
      assertThat(path.distance(0, x)).isCloseTo(expected[x], within(1e-12));
    }
  }

  @Test
  void beta_atThreeTenths_isGolden() {
    assertThat(path.beta(0.3)).isCloseTo(1.399401, within(5e-7));
    assertThat(path.betaPrime(0.3)).isCloseTo(5.997432, within(5e-7));
    assertThat(path.betaPrime(0)).isZero();
  }

  @Test
  void probabilities_atThreeTenths_areGolden() {
    assertThat(probabilities(0.3, 0))
        .containsExactly(new double[] {0.554601, 0.443343, 0.002056, 0}, within(5e-7));
  }

  @Test
  void rates_atThreeTenths_areGolden() {
    double[] rates = new double[4];
    assertThat(path.rates(0.3, 3, 0, rates)).isCloseTo(95.484174, within(5e-7));
    assertThat(rates)
        .containsExactly(new double[] {53.218900, 42.117323, 0.147951, 0}, within(5e-7));
    path.rates(0.3, 2, 0, rates);
    assertThat(rates).containsExactly(new double[] {13.304725, 10.210260, 0, 0}, within(5e-7));
  }

  @Test
  void step_fromTheFarthestToken_jumpsWithGoldenProbability() {
    double[] law = new double[4];
    path.step(0.3, 1.0 / 32, 3, 0, law);
    assertThat(1 - law[3]).isCloseTo(0.949404, within(5e-7));
    assertThat(law[0] / law[1]).isCloseTo(53.218900 / 42.117323, within(1e-6));
  }

  /** d p / d tau = beta' p (E_p d - d), in closed form. */
  @Test
  void rates_atThreeTenths_satisfyKolmogorovsEquationToTheLastDigits() {
    double[] p = probabilities(0.3, 0);
    double mean = 0;
    for (int x = 0; x < 4; x++) {
      mean += p[x] * path.distance(x, 0);
    }
    double[] slope = new double[4];
    for (int x = 0; x < 4; x++) {
      slope[x] = path.betaPrime(0.3) * p[x] * (mean - path.distance(x, 0));
    }
    assertThat(slope)
        .containsExactly(new double[] {0.263294, -0.214953, -0.048341, 0}, within(5e-7));
    assertThat(netFlow(0.3, 0)).containsExactly(slope, within(1e-9));
  }

  @Test
  void construct_embeddingOfLengthZero_namesIt() {
    assertThatThrownBy(() -> new MetricPath(new double[][] {{1, 0}, {0, 0}}, 3, 0.9))
        .hasMessageContaining("embeddings[1]");
  }
}
