package io.millrace.flow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SumsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 1_001})
  void sums_anyLength_agreeWithASimpleLoop(int length) {
    float[] x = new float[length];
    new RandomSource(length).fillGaussian(x);
    double absolute = 0;
    double squares = 0;
    for (float number : x) {
      absolute += Math.abs(number);
      squares += (double) number * number;
    }
    assertThat(Sums.absolute(x)).isCloseTo(absolute, within(1e-6 * (1 + absolute)));
    assertThat(Sums.squares(x)).isCloseTo(squares, within(1e-6 * (1 + squares)));
    assertThat(VectorSums.absolute(x)).isEqualTo(Sums.absoluteInLoops(x));
    assertThat(VectorSums.squares(x)).isEqualTo(Sums.squaresInLoops(x));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void sums_notFiniteNumber_areNotFinite(float bad) {
    float[] x = {1f, bad, 2f, 3f, 4f};
    assertThat(Sums.absolute(x)).matches(sum -> !Double.isFinite(sum));
    assertThat(Sums.squares(x)).matches(sum -> !Double.isFinite(sum));
  }
}
