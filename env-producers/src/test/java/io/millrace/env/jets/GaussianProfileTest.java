package io.millrace.env.jets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class GaussianProfileTest {

  @Test
  void bellAndErf_anyPlace_areTheFunctions() {
    for (int k = -70_000; k <= 70_000; k++) {
      double x = k * 1e-4;
      assertThat(GaussianProfile.bell(x)).isCloseTo(Math.exp(-x * x), within(1e-9));
      assertThat(GaussianProfile.erf(x)).isCloseTo(Erf.erf(x), within(1e-9));
    }
  }
}
