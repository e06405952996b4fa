package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers: independent float64 computations of the published definitions. */
final class TwoHotTest {
  @ParameterizedTest
  @CsvSource({"-100, -4.615121", "-0.5, -0.405465", "1, 0.693147", "10, 2.397895", "0, 0"})
  void symlog_anyNumber_isTheSignedLogarithmAndComesBack(double x, double expected) {
    assertThat(Symlog.of(x)).isCloseTo(expected, within(1e-6));
    assertThat(Symlog.inverse(Symlog.of(x))).isCloseTo(x, within(1e-12 * (1 + Math.abs(x))));
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 0, 0, 0.7, 0.3, 0",
    "1.0, 0, 0, 0, 1, 0",
    "2.7, 0, 0, 0, 0, 1",
    "-5, 1, 0, 0, 0, 0",
    "Infinity, 0, 0, 0, 0, 1"
  })
  void encode_evenBins_givesNeighborsTheirShare(
      double x, float a, float b, float c, float d, float e) {
    float[] to = {9, 9, 9, 9, 9};
    new TwoHot(-2, -1, 0, 1, 2).encode(x, to, 0);
    assertThat(to).containsExactly(new float[] {a, b, c, d, e}, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 131, 0.617329, 0.382671",
    "100, 156, 0.710529, 0.289471",
    "-3.5, 117, 0.531368, 0.468632"
  })
  void encode_exponentialBins_hitsTheBinsOfTheReference(double x, int bin, float low, float high) {
    float[] to = new float[255];
    TwoHot.exponential(255, 20).encode(x, to, 0);
    assertThat(to[bin]).isCloseTo(low, within(1e-6f));
    assertThat(to[bin + 1]).isCloseTo(high, within(1e-6f));
  }

  @Test
  void encode_notANumber_isRefused() {
    assertThatThrownBy(() -> new TwoHot(0, 1).encode(Double.NaN, new float[2], 0))
        .hasMessageContaining("x=NaN");
  }

  @Test
  void crossEntropy_workedExample_hasItsLossValueAndGradient() {
    TwoHot bins = TwoHot.exponential(5, 2);
    Tape tape = new Tape();
    Value logits = tape.variable(new float[] {.1f, -.2f, .3f, .5f, -1f}, 1, 5);
    Value targets = tape.input(1, 5);
    bins.encode(0.3, targets.data(), 0);
    Value value = bins.expectation(tape, logits);
    Value loss = TwoHot.crossEntropy(tape, logits, targets);
    assertThat(value.item()).isCloseTo(-.620835f, within(1e-6f));
    assertThat(loss.item()).isCloseTo(1.330968f, within(1e-6f));
    tape.backward(loss);
    assertThat(logits.gradient())
        .containsExactly(
            new float[] {.208903f, .154759f, -.570253f, .137053f, .069538f}, within(1e-6f));
  }

  /** Summed from left to right in float32 the same row gives 0.625. */
  @Test
  void expectation_equalLogits_isExactlyZero() {
    TwoHot bins = TwoHot.exponential(255, 20);
    Tape tape = new Tape();
    assertThat(bins.expectation(tape, tape.input(1, 255)).item()).isZero();
  }
}
