package io.millrace.flow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SumsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 16, 1003})
  void absoluteAndSquares_anyLength_areTheSums(int length) {
    float[] x = numbers(length);
    double absolute = 0;
    double squares = 0;
    for (float value : x) {
      absolute += Math.abs(value);
      squares += (double) value * value;
    }
    assertThat(Sums.absolute(x)).isCloseTo(absolute, within(1e-10));
    assertThat(Sums.squares(x)).isCloseTo(squares, within(1e-10));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 8, 15, 1003})
  void absoluteAndSquares_withAndWithoutVectors_areTheSameBits(int length) {
    assumeTrue(VectorSums.pays());
    float[] x = numbers(length);
    assertThat(VectorSums.absolute(x)).isEqualTo(Sums.absoluteInLoops(x));
    assertThat(VectorSums.squares(x)).isEqualTo(Sums.squaresInLoops(x));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 16})
  void absoluteAndSquares_notANumberAnywhere_isToldByTheSum(int position) {
    float[] x = numbers(17);
    x[position] = Float.NaN;
    assertThat(Sums.absolute(x)).isNaN();
    assertThat(Sums.squares(x)).isNaN();
  }

  private static float[] numbers(int length) {
    float[] numbers = new float[length];
    new RandomSource(3).fillGaussian(numbers);
    return numbers;
  }
}
