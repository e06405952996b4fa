package io.millrace.flow.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.nd4j.NdMatrices;
import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Values and gradients of the operations that ND4J's SameDiff has too, in float64 there. */
final class SameDiffTest {
  private static final int ROWS = 6;
  private static final int IN = 5;
  private static final int OUT = 4;
  private static final double TOLERANCE = 1e-5;

  private final SameDiff graph = SameDiff.create();
  private final float[] x = gaussian(ROWS * IN, 1);

  /** ND4J's GELU is the one by tanh. */
  static Set<Activation> activations() {
    return EnumSet.complementOf(EnumSet.of(Activation.GELU));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void linear_anyActivation_agrees(Activation activation) {
    Parameters.Layout layout = new Parameters.Layout();
    Parameters.Slice weight = layout.addWeight("weight", IN, OUT);
    Parameters.Slice bias = layout.add("bias", 1, OUT);
    Parameters parameters = layout.allocate();
    new RandomSource(3).fillGaussian(parameters.values());
    Tape tape = new Tape();
    Value input = tape.variable(x, ROWS, IN);
    Value y = tape.linear(input, parameters, weight, bias, activation);
    tape.backward(y, weights(OUT));

    SDVariable w = graph.var("weight", doubles(parameters.read(weight), OUT, IN));
    SDVariable b = graph.var("bias", doubles(parameters.read(bias), 1, OUT));
    SDVariable a = graph.var("x", doubles(x, ROWS, IN));
    SDVariable z = a.mmul(graph.transpose(w)).add(b);
    Map<String, INDArray> gradients = gradients(of(activation, z), y, OUT);
    assertClose(input.gradient(), gradients.get("x"));
    assertClose(parameters.readGradient(weight), gradients.get("weight"));
    assertClose(parameters.readGradient(bias), gradients.get("bias"));
  }

  @Test
  void softmax_anyRows_agrees() {
    agrees(Tape::softmax, a -> graph.nn.softmax(a, 1));
  }

  @Test
  void logSoftmax_anyRows_agrees() {
    agrees(Tape::logSoftmax, a -> graph.nn.logSoftmax(a));
  }

  @Test
  void layerNorm_anyRows_agrees() {
    SDVariable gain = graph.constant(doubles(new float[] {1, 1, 1, 1, 1}, 1, IN).reshape(IN));
    // SameDiff adds no epsilon.
    agrees((t, a) -> t.layerNorm(a, 0), a -> graph.nn.layerNorm(a, gain, true, 1));
  }

  private void agrees(BiFunction<Tape, Value, Value> ours, UnaryOperator<SDVariable> theirs) {
    Tape tape = new Tape();
    Value input = tape.variable(x, ROWS, IN);
    Value y = ours.apply(tape, input);
    tape.backward(y, weights(IN));
    SDVariable a = graph.var("x", doubles(x, ROWS, IN));
    assertClose(input.gradient(), gradients(theirs.apply(a), y, IN).get("x"));
  }

  private Map<String, INDArray> gradients(SDVariable output, Value ours, int columns) {
    SDVariable factors = graph.constant(doubles(weights(columns), ROWS, columns));
    output.mul(factors).sum().markAsLoss();
    assertClose(ours.data(), output.eval());
    return graph.calculateGradients(
        Map.of(),
        graph.variableMap().keySet().stream()
            .filter(name -> Set.of("x", "weight", "bias").contains(name))
            .toList());
  }

  private SDVariable of(Activation activation, SDVariable z) {
    return switch (activation) {
      case IDENTITY -> graph.identity(z);
      case RELU -> graph.nn.relu(z, 0);
      case LEAKY_RELU -> graph.nn.leakyRelu(z, 0.01);
      case SILU -> graph.nn.swish(z);
      case TANH -> graph.math.tanh(z);
      case SIGMOID -> graph.nn.sigmoid(z);
      case ELU -> graph.nn.elu(z);
      case SOFTPLUS -> graph.nn.softplus(z);
      case MISH -> z.mul(graph.math.tanh(graph.nn.softplus(z)));
      case GELU -> throw new IllegalArgumentException("SameDiff has only the approximation");
    };
  }

  private static INDArray doubles(float[] numbers, int rows, int columns) {
    return NdMatrices.of(numbers, rows, columns).castTo(DataType.DOUBLE);
  }

  private static float[] weights(int columns) {
    return gaussian(ROWS * columns, 2);
  }

  private static float[] gaussian(int length, long seed) {
    float[] numbers = new float[length];
    new RandomSource(seed).fillGaussian(numbers);
    return numbers;
  }

  private static void assertClose(float[] ours, INDArray theirs) {
    double[] expected = theirs.dup('c').data().asDouble();
    assertThat(ours).hasSize(expected.length);
    for (int i = 0; i < ours.length; i++) {
      assertThat((double) ours[i])
          .as("element %d", i)
          .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
    }
  }
}
