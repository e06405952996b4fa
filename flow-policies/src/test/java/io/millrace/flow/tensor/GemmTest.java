package io.millrace.flow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors, plain loops and OpenBLAS against a sum in float64. */
final class GemmTest {
  static Stream<Arguments> shapes() {
    int[][] shapes = {
      {1, 1, 1},
      {1, 64, 64},
      {1, 30, 150},
      {3, 5, 7},
      {4, 4, 4},
      {17, 9, 2},
      {5, 8, 37},
      {64, 24, 64},
      {64, 64, 65},
      {64, 64, 6},
      {20, 7, 1},
      {14, 3, 24},
      {70, 128, 64}
    };
    return Stream.of(new VectorKernel(), new LoopKernel())
        .flatMap(kernel -> Stream.of(shapes).map(s -> Arguments.of(kernel, s[0], s[1], s[2])));
  }

  /** Who acts on one row finds the bits that the learner finds in a batch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 6, 24, 150})
  void addProduct_oneRowOrMany_givesTheSameBits(int n) {
    int k = 37;
    float[] a = numbers(27 * k, 1);
    float[] b = numbers(k * n, 2);
    float[] many = new float[27 * n];
    float[] single = new float[27 * n];
    MatrixKernel kernel = new VectorKernel();
    kernel.addProduct(a, 0, b, 0, many, 0, 27, k, n, n);
    for (int row = 0; row < 27; row++) {
      kernel.addProduct(a, row * k, b, 0, single, row * n, 1, k, n, n);
    }
    assertThat(single).containsExactly(many);
  }

  @Test
  void addProduct_offsets_leaveTheRestUntouched() {
    float[] c = numbers(40, 3);
    float[] expected = c.clone();
    new VectorKernel().addProduct(new float[20], 4, new float[20], 2, c, 5, 3, 4, 4, 4);
    assertThat(c).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void addProduct_anyShape_isTheSumOfProducts(MatrixKernel kernel, int m, int k, int n) {
    float[] a = numbers(m * k, 1);
    float[] b = numbers(k * n, 2);
    float[] c = numbers(m * n, 3);
    float[] start = c.clone();
    kernel.addProduct(a, 0, b, 0, c, 0, m, k, n, n);
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
  @MethodSource("shapes")
  void addTransposedProduct_anyShape_isTheSumOfProducts(MatrixKernel kernel, int m, int k, int n) {
    float[] a = numbers(m * k, 1);
    float[] b = numbers(m * n, 2);
    float[] c = numbers(k * n, 3);
    float[] start = c.clone();
    kernel.addTransposedProduct(a, 0, b, 0, c, 0, m, k, n);
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

  @ParameterizedTest
  @MethodSource("shapes")
  void addProductTransposed_anyShape_isTheSumOfProducts(MatrixKernel kernel, int m, int k, int n) {
    float[] a = numbers(m * n, 1);
    float[] b = numbers(k * n, 2);
    float[] c = numbers(m * k, 3);
    float[] start = c.clone();
    kernel.addProductTransposed(a, 0, b, 0, c, 0, m, k, n);
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        double sum = start[i * k + p];
        for (int j = 0; j < n; j++) {
          sum += (double) a[i * n + j] * b[p * n + j];
        }
        assertThat((double) c[i * k + p]).isCloseTo(sum, within(1e-4));
      }
    }
  }

  static Stream<MatrixKernel> kernels() {
    return Stream.of(new VectorKernel(), new LoopKernel());
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void addProduct_someColumnsOfLongerRows_isTheirSumAndLeavesTheOthers(MatrixKernel kernel) {
    int m = 30;
    int k = 64;
    int stride = 24;
    float[] a = numbers(m * k, 1);
    float[] b = numbers(k * stride, 2);
    float[] start = numbers(m * stride, 3);
    float[] whole = start.clone();
    kernel.addProduct(a, 0, b, 0, whole, 0, m, k, stride, stride);
    for (int from : new int[] {0, 5, 18}) {
      float[] part = start.clone();
      kernel.addProduct(a, 0, b, from, part, from, m, k, 6, stride);
      for (int i = 0; i < part.length; i++) {
        boolean inside = i % stride >= from && i % stride < from + 6;
        assertThat((double) part[i]).isCloseTo(inside ? whole[i] : start[i], within(1e-5));
        if (!inside) {
          assertThat(part[i]).isEqualTo(start[i]);
        }
      }
    }
  }

  private static float[] numbers(int count, int stream) {
    float[] numbers = new float[count];
    new RandomSource(7).split(stream).fillGaussian(numbers);
    return numbers;
  }
}
