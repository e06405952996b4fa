package io.millrace.flow.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Products and attention in random shapes against plain loops in float64. */
final class RandomShapesTest {
  private static final long SEED = 2026;
  private static final int SHAPES = 30;
  private static final double TOLERANCE = 2e-5;

  @RepeatedTest(SHAPES)
  void matmul_randomShape_agreesWithLoops(RepetitionInfo trial) {
    RandomSource random = new RandomSource(SEED).split(trial.getCurrentRepetition());
    int m = 1 + random.nextInt(70);
    int k = 1 + random.nextInt(70);
    int n = 1 + random.nextInt(70);
    String shape = "%dx%dx%d, seed %d".formatted(m, k, n, SEED);
    float[] a = gaussian(random, m * k);
    float[] b = gaussian(random, k * n);
    float[] g = gaussian(random, m * n);
    Tape tape = new Tape();
    Value left = tape.variable(a, m, k);
    Value right = tape.variable(b, k, n);
    Value y = tape.matmul(left, right);
    tape.backward(y, g);
    assertClose(shape, y.data(), product(a, b, m, k, n));
    assertClose(shape, left.gradient(), product(g, turned(b, k, n), m, n, k));
    assertClose(shape, right.gradient(), product(turned(a, m, k), g, k, m, n));
  }

  @RepeatedTest(SHAPES)
  void linear_randomShape_agreesWithLoops(RepetitionInfo trial) {
    RandomSource random = new RandomSource(SEED).split(1000 + trial.getCurrentRepetition());
    int rows = 1 + random.nextInt(40);
    int in = 1 + random.nextInt(70);
    int out = 1 + random.nextInt(70);
    String shape = "%dx%dx%d, seed %d".formatted(rows, in, out, SEED);
    Parameters.Layout layout = new Parameters.Layout();
    Parameters.Slice weight = layout.addWeight("weight", in, out);
    Parameters.Slice bias = layout.add("bias", 1, out);
    Parameters parameters = layout.allocate();
    random.fillGaussian(parameters.values());
    float[] x = gaussian(random, rows * in);
    float[] g = gaussian(random, rows * out);
    Tape tape = new Tape();
    Value input = tape.variable(x, rows, in);
    Value y = tape.linear(input, parameters, weight, bias, Activation.IDENTITY);
    tape.backward(y, g);

    float[] w = parameters.read(weight);
    float[] b = parameters.read(bias);
    double[] expected = product(x, turned(w, out, in), rows, in, out);
    double[] byBias = new double[out];
    for (int i = 0; i < expected.length; i++) {
      expected[i] += b[i % out];
      byBias[i % out] += g[i];
    }
    assertClose(shape, y.data(), expected);
    assertClose(shape, input.gradient(), product(g, w, rows, out, in));
    double[] byWeight = product(turned(g, rows, out), x, out, rows, in);
    assertClose(shape, parameters.readGradient(weight), byWeight);
    assertClose(shape, parameters.readGradient(bias), byBias);
  }

  @RepeatedTest(SHAPES)
  void attention_randomShape_agreesWithLoops(RepetitionInfo trial) {
    RandomSource random = new RandomSource(SEED).split(2000 + trial.getCurrentRepetition());
    int sequences = 1 + random.nextInt(5);
    int length = 1 + random.nextInt(9);
    int heads = 1 + random.nextInt(4);
    int width = heads * (1 + random.nextInt(12));
    boolean causal = random.nextInt(2) == 1;
    int rows = sequences * length;
    float[] q = gaussian(random, rows * width);
    float[] k = gaussian(random, rows * width);
    float[] v = gaussian(random, rows * width);
    Tape tape = new Tape();
    Value y =
        tape.attention(
            tape.input(q, rows, width),
            tape.input(k, rows, width),
            tape.input(v, rows, width),
            length,
            heads,
            causal);
    double[] expected = new double[rows * width];
    for (int row = 0; row < rows; row++) {
      for (int head = 0; head < heads; head++) {
        int first = row - row % length;
        int end = causal ? row + 1 : first + length;
        attend(q, k, v, expected, row, first, end, head * (width / heads), width / heads, width);
      }
    }
    String shape =
        "%d sequences of %d, %d heads of %d, causal %s, seed %d"
            .formatted(sequences, length, heads, width / heads, causal, SEED);
    assertClose(shape, y.data(), expected);
  }

  private static void attend(
      float[] q,
      float[] k,
      float[] v,
      double[] out,
      int row,
      int first,
      int end,
      int column,
      int size,
      int width) {
    double[] weights = new double[end - first];
    double total = 0;
    for (int j = first; j < end; j++) {
      double score = 0;
      for (int d = column; d < column + size; d++) {
        score += (double) q[row * width + d] * k[j * width + d];
      }
      weights[j - first] = Math.exp(score / Math.sqrt(size));
      total += weights[j - first];
    }
    for (int j = first; j < end; j++) {
      for (int d = column; d < column + size; d++) {
        out[row * width + d] += weights[j - first] / total * v[j * width + d];
      }
    }
  }

  private static double[] product(float[] a, float[] b, int m, int k, int n) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          c[i * n + j] += (double) a[i * k + p] * b[p * n + j];
        }
      }
    }
    return c;
  }

  private static float[] turned(float[] a, int rows, int columns) {
    float[] turned = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      turned[i % columns * rows + i / columns] = a[i];
    }
    return turned;
  }

  private static float[] gaussian(RandomSource random, int length) {
    float[] numbers = new float[length];
    random.fillGaussian(numbers);
    return numbers;
  }

  private static void assertClose(String shape, float[] got, double[] expected) {
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i])
          .as("%s, element %d", shape, i)
          .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
    }
  }
}
