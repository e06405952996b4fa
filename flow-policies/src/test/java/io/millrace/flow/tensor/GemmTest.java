package io.millrace.flow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plain loops and OpenBLAS against a sum in float64. */
final class GemmTest {
  @ParameterizedTest
  @CsvSource({"1,1,1", "3,5,7", "4,4,4", "17,9,2", "64,64,65", "70,128,64"})
  void addProduct_anyShape_isTheSumOfProducts(int m, int k, int n) {
    float[] a = numbers(m * k, 1);
    float[] b = numbers(k * n, 2);
    float[] c = numbers(m * n, 3);
    float[] start = c.clone();
    Gemm.addProduct(a, b, c, m, k, n);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = start[i * n + j];
        for (int p = 0; p < k; p++) {
          sum += (double) a[i * k + p] * b[p * n + j];
        }
        assertThat((double) c[i * n + j]).isCloseTo(sum, within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,5,7", "4,4,4", "17,9,2", "64,64,65", "70,128,64"})
  void addTransposedProduct_anyShape_isTheSumOfProducts(int m, int k, int n) {
    float[] a = numbers(m * k, 1);
    float[] b = numbers(m * n, 2);
    float[] c = numbers(k * n, 3);
    float[] start = c.clone();
    Gemm.addTransposedProduct(a, b, c, m, k, n);
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < n; j++) {
        double sum = start[p * n + j];
        for (int i = 0; i < m; i++) {
          sum += (double) a[i * k + p] * b[i * n + j];
        }
        assertThat((double) c[p * n + j]).isCloseTo(sum, within(1e-4));
      }
    }
  }

  private static float[] numbers(int count, int stream) {
    float[] numbers = new float[count];
    new RandomSource(7).split(stream).fillGaussian(numbers);
    return numbers;
  }
}
