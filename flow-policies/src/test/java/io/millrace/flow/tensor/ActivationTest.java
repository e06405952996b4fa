package io.millrace.flow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ActivationTest {
  @Test
  void tanh_wholeRange_staysWithinItsErrorBound() {
    double worst = 0;
    for (int i = -200_000; i <= 200_000; i++) {
      float x = i / 10_000f;
      worst = Math.max(worst, Math.abs(Activation.tanh(x) - Math.tanh(x)));
    }
    assertThat(worst).isLessThan(5e-7);
  }

  @Test
  void tanh_notANumber_staysOne() {
    assertThat(Activation.tanh(Float.NaN)).isNaN();
  }

  @Test
  void of_unknownName_namesTheKnownOnes() {
    assertThatThrownBy(() -> Activation.of("swish")).hasMessageContaining("silu");
  }
}
