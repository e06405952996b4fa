package io.millrace.env.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNormalTest {

  /** Golden numbers: any table of the normal distribution; computed with SciPy. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "0.6744897501960817, 0.75",
    "-1.959963984540054, 0.025",
    "3.090232306167813, 0.999",
    "-5.612001244174789, 1e-8",
  })
  void quantile_isTheInverseOfTheDistribution(double x, double p) {
    assertThat(StandardNormal.distribution(x)).isCloseTo(p, within(1e-14));
    assertThat(StandardNormal.quantile(p)).isCloseTo(x, within(1e-6));
  }
}
