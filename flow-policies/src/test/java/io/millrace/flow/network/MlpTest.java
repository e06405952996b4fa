package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Forward;
import io.millrace.flow.tensor.ForwardMode;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward, backward and forward mode against float64, over random shapes and activations. */
final class MlpTest {
  private static final double TOLERANCE = 1e-5;

  /** A random network, its reference, and random numbers to run it on. */
  private static final class Subject {
    final long seed;
    final int rows;
    final Mlp mlp;
    final Parameters parameters;
    final ReferenceMlp reference;
    final float[] x;
    final float[] tangent;
    final float[] outputGradient;

    Subject(long seed) {
      this.seed = seed;
      RandomSource random = new RandomSource(seed);
      rows = 1 + random.nextInt(9);
      List<LayerSpec> specs = specs(random);
      Parameters.Layout layout = new Parameters.Layout();
      mlp = Mlp.reserve(layout, "network", specs);
      parameters = layout.allocate();
      reference = fill(specs, random);
      x = gaussian(random, rows * mlp.in());
      tangent = gaussian(random, rows * mlp.in());
      outputGradient = gaussian(random, rows * mlp.out());
    }

    private static List<LayerSpec> specs(RandomSource random) {
      List<LayerSpec> specs = new ArrayList<>();
      int width = 1 + random.nextInt(40);
      for (int layers = 1 + random.nextInt(3); layers > 0; layers--) {
        int next = 1 + random.nextInt(70);
        Activation[] known = Activation.values();
        specs.add(new LayerSpec(width, next, known[random.nextInt(known.length)]));
        width = next;
      }
      return specs;
    }

    private ReferenceMlp fill(List<LayerSpec> specs, RandomSource random) {
      List<ReferenceMlp.Layer> layers = new ArrayList<>();
      for (int l = 0; l < specs.size(); l++) {
        int in = specs.get(l).in();
        int out = specs.get(l).out();
        float[] weight = gaussian(random, in * out);
        for (int i = 0; i < weight.length; i++) {
          weight[i] *= (float) (1 / Math.sqrt(in));
        }
        float[] bias = gaussian(random, out);
        parameters.write(mlp.layers().get(l).weight(), weight);
        parameters.write(mlp.layers().get(l).bias(), bias);
        double[][] wide = new double[out][];
        for (int o = 0; o < out; o++) {
          wide[o] = row(weight, o, in);
        }
        layers.add(new ReferenceMlp.Layer(wide, row(bias, 0, out), specs.get(l).activation()));
      }
      return new ReferenceMlp(layers);
    }

    void assertRow(String what, float[] got, int row, double[] expected) {
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) got[row * expected.length + i])
            .as("%s row %d column %d of %s, seed %d", what, row, i, mlp, seed)
            .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
      }
    }
  }

  static Stream<Subject> subjects() {
    return Stream.iterate(1L, seed -> seed + 1).limit(50).map(Subject::new);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void forward_randomShape_agreesWithFloat64(Subject s) {
    Tape tape = new Tape();
    float[] taped = s.mlp.forward(tape, s.parameters, tape.input(s.x, s.rows, s.mlp.in())).data();
    Forward forward = s.mlp.inference(s.parameters, s.rows);
    System.arraycopy(s.x, 0, forward.input(), 0, s.x.length);
    assertThat(forward.run()).containsExactly(taped);
    for (int row = 0; row < s.rows; row++) {
      s.assertRow("y", taped, row, s.reference.forward(row(s.x, row, s.mlp.in())));
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void backward_randomShape_agreesWithFloat64(Subject s) {
    Tape tape = new Tape();
    Value input = tape.variable(s.x, s.rows, s.mlp.in());
    tape.backward(s.mlp.forward(tape, s.parameters, input), s.outputGradient);
    double[][][] weights = new double[s.mlp.layers().size()][][];
    double[][] biases = new double[weights.length][];
    for (int row = 0; row < s.rows; row++) {
      ReferenceMlp.Gradients gradients =
          s.reference.vjp(row(s.x, row, s.mlp.in()), row(s.outputGradient, row, s.mlp.out()));
      s.assertRow("gradient of x", input.gradient(), row, gradients.input());
      for (int l = 0; l < weights.length; l++) {
        weights[l] = plus(weights[l], gradients.weights()[l]);
        biases[l] = plus(new double[][] {biases[l]}, new double[][] {gradients.biases()[l]})[0];
      }
    }
    for (int l = 0; l < weights.length; l++) {
      float[] got = s.parameters.readGradient(s.mlp.layers().get(l).weight());
      for (int o = 0; o < weights[l].length; o++) {
        s.assertRow("gradient of weight " + l, got, o, weights[l][o]);
      }
      float[] bias = s.parameters.readGradient(s.mlp.layers().get(l).bias());
      s.assertRow("gradient of bias " + l, bias, 0, biases[l]);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void jvp_randomShape_agreesWithFloat64(Subject s) {
    ForwardMode jvp = run(s, s.tangent);
    for (int row = 0; row < s.rows; row++) {
      double[] x = row(s.x, row, s.mlp.in());
      s.assertRow("y", jvp.output(), row, s.reference.forward(x));
      double[] expected = s.reference.jvp(x, row(s.tangent, row, s.mlp.in()));
      s.assertRow("tangent of y", jvp.outputTangent(), row, expected);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void forwardWithHidden_randomShape_givesEachLayerAndTheSameOutput(Subject s) {
    Tape tape = new Tape();
    Value input = tape.input(s.x, s.rows, s.mlp.in());
    List<Value> hidden = new ArrayList<>(List.of(input));
    Value y = s.mlp.forwardWithHidden(tape, s.parameters, input, hidden);
    assertThat(y.data()).containsExactly(s.mlp.forward(tape, s.parameters, input).data());
    assertThat(hidden).hasSize(s.mlp.layers().size() - 1);
    for (int i = 0; i < hidden.size(); i++) {
      Mlp first = new Mlp(s.mlp.layers().subList(0, i + 1));
      assertThat(hidden.get(i).data())
          .containsExactly(first.forward(tape, s.parameters, input).data());
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void jvp_firstRows_areThoseOfTheWholeAndTheRestStays(Subject s) {
    ForwardMode whole = run(s, s.tangent);
    ForwardMode part = s.mlp.jvp(s.parameters, s.rows);
    System.arraycopy(s.x, 0, part.input(), 0, s.x.length);
    System.arraycopy(s.tangent, 0, part.inputTangent(), 0, s.tangent.length);
    int first = s.rows / 2;
    part.run(first);
    int inside = first * s.mlp.out();
    for (int i = 0; i < whole.output().length; i++) {
      float y = i < inside ? whole.output()[i] : 0f;
      float slope = i < inside ? whole.outputTangent()[i] : 0f;
      assertThat(part.output()[i]).as("seed %d", s.seed).isCloseTo(y, within(1e-5f));
      assertThat(part.outputTangent()[i]).as("seed %d", s.seed).isCloseTo(slope, within(1e-4f));
    }
    part.evaluate(s.rows);
    assertThat(part.output()).containsExactly(whole.output());
  }

  /** {@code <gradY, J tangent> = <J^T gradY, tangent>}: the two modes know one Jacobian. */
  @ParameterizedTest
  @MethodSource("subjects")
  void jvp_andBackward_areTransposesOfEachOther(Subject s) {
    ForwardMode jvp = run(s, s.tangent);
    Tape tape = new Tape();
    Value input = tape.variable(s.x, s.rows, s.mlp.in());
    tape.backward(s.mlp.forward(tape, s.parameters, input), s.outputGradient);
    double forwards = product(s.outputGradient, jvp.outputTangent());
    double backwards = product(input.gradient(), s.tangent);
    assertThat(forwards)
        .as("seed %d", s.seed)
        .isCloseTo(backwards, within(1e-5 * (1 + length(s.outputGradient) * length(s.tangent))));
  }

  @Test
  void jvp_smoothNetwork_isTheCentralDifference() {
    Subject s = new Subject(4);
    float[] tangent = s.tangent.clone();
    float h = 1e-2f;
    for (int i = 0; i < tangent.length; i++) {
      tangent[i] *= 0.1f;
    }
    Parameters.Layout layout = new Parameters.Layout();
    Mlp smooth =
        Mlp.reserve(layout, "smooth", Mlp.specs(s.mlp.in(), List.of(16, 16), Activation.SILU, 3));
    Parameters parameters = layout.allocate();
    smooth.initialize(parameters, new RandomSource(s.seed), 1);
    ForwardMode jvp = smooth.jvp(parameters, s.rows);
    System.arraycopy(s.x, 0, jvp.input(), 0, s.x.length);
    System.arraycopy(tangent, 0, jvp.inputTangent(), 0, tangent.length);
    jvp.run();
    float[] above = moved(smooth, parameters, s, tangent, h);
    float[] below = moved(smooth, parameters, s, tangent, -h);
    for (int i = 0; i < above.length; i++) {
      assertThat((double) jvp.outputTangent()[i])
          .as("output %d, seed %d", i, s.seed)
          .isCloseTo((above[i] - below[i]) / (2.0 * h), within(2e-4));
    }
  }

  @Test
  void jvp_parametersChange_followsThem() {
    Subject s = new Subject(7);
    ForwardMode jvp = run(s, s.tangent);
    for (int i = 0; i < s.parameters.size(); i++) {
      s.parameters.values()[i] *= 0.5f;
    }
    jvp.run();
    assertThat(jvp.output()).containsExactly(run(s, s.tangent).output());
    assertThat(jvp.outputTangent()).containsExactly(run(s, s.tangent).outputTangent());
  }

  private static ForwardMode run(Subject s, float[] tangent) {
    ForwardMode jvp = s.mlp.jvp(s.parameters, s.rows);
    System.arraycopy(s.x, 0, jvp.input(), 0, s.x.length);
    System.arraycopy(tangent, 0, jvp.inputTangent(), 0, tangent.length);
    jvp.run();
    return jvp;
  }

  private static float[] moved(
      Mlp mlp, Parameters parameters, Subject s, float[] tangent, float h) {
    Forward forward = mlp.inference(parameters, s.rows);
    for (int i = 0; i < s.x.length; i++) {
      forward.input()[i] = s.x[i] + h * tangent[i];
    }
    return forward.run().clone();
  }

  private static double[][] plus(double[][] sum, double[][] more) {
    if (sum == null || sum[0] == null) {
      return more;
    }
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum[i].length; j++) {
        sum[i][j] += more[i][j];
      }
    }
    return sum;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double length(float[] a) {
    return Math.sqrt(product(a, a));
  }

  private static double[] row(float[] matrix, int row, int columns) {
    double[] wide = new double[columns];
    for (int i = 0; i < columns; i++) {
      wide[i] = matrix[row * columns + i];
    }
    return wide;
  }

  private static float[] gaussian(RandomSource random, int count) {
    float[] numbers = new float[count];
    random.fillGaussian(numbers);
    return numbers;
  }
}
