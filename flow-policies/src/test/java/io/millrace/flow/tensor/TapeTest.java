package io.millrace.flow.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation's gradient against central differences of its own forward pass. */
final class TapeTest {
  private static final long SEED = 41;
  private static final int ROWS = 5;
  private static final int COLUMNS = 3;
  private static final float H = 1e-2f;

  private static final boolean[] MASK = {
    true, false, true, true, true, true, false, true, false, true, true, false, true, true, true
  };

  private static final Map<String, BiFunction<Tape, Value[], Value>> OPERATIONS = new TreeMap<>();

  static {
    OPERATIONS.put("add", (t, v) -> t.add(v[0], v[1]));
    OPERATIONS.put("subtract", (t, v) -> t.subtract(v[0], v[1]));
    OPERATIONS.put("multiply", (t, v) -> t.multiply(v[0], v[1]));
    OPERATIONS.put("divide", (t, v) -> t.divide(v[0], t.affine(t.square(v[1]), 1, 1)));
    OPERATIONS.put("max", (t, v) -> t.max(v[0], v[1]));
    OPERATIONS.put("min", (t, v) -> t.min(v[0], v[1]));
    OPERATIONS.put("exp", (t, v) -> t.exp(v[0]));
    OPERATIONS.put("log", (t, v) -> t.log(t.affine(t.square(v[0]), 1, 1)));
    OPERATIONS.put("square", (t, v) -> t.square(v[0]));
    OPERATIONS.put("tanh", (t, v) -> t.tanh(v[0]));
    OPERATIONS.put("clip", (t, v) -> t.clip(v[0], -0.7, 0.7));
    OPERATIONS.put("sqrt", (t, v) -> t.sqrt(t.affine(t.square(v[0]), 1, 0.5)));
    OPERATIONS.put("abs", (t, v) -> t.abs(v[0]));
    OPERATIONS.put("sin", (t, v) -> t.sin(v[0]));
    OPERATIONS.put("cos", (t, v) -> t.cos(v[0]));
    OPERATIONS.put("huber", (t, v) -> t.huber(v[0], 0.7));
    OPERATIONS.put("activate", (t, v) -> t.activate(v[0], Activation.SILU));
    OPERATIONS.put(
        "matmul",
        (t, v) ->
            t.matmul(t.gather(v[0], new int[] {0, 1, 2}), t.gather(v[1], new int[] {3, 4, 0})));
    OPERATIONS.put("concat", (t, v) -> t.concat(t.square(v[0]), v[1]));
    OPERATIONS.put("transpose", (t, v) -> t.transpose(t.square(v[0])));
    OPERATIONS.put("columns", (t, v) -> t.columns(t.square(v[0]), 1, 3));
    OPERATIONS.put("gather", (t, v) -> t.gather(t.square(v[0]), new int[] {4, 0, 0, 2}));
    OPERATIONS.put("pick", (t, v) -> t.pick(t.square(v[0]), new int[] {0, 2, 1, 1, 0}));
    OPERATIONS.put("layerNorm", (t, v) -> t.layerNorm(v[0], 1e-2));
    OPERATIONS.put("softmax", (t, v) -> t.softmax(v[0]));
    OPERATIONS.put("logSoftmax", (t, v) -> t.logSoftmax(v[0]));
    OPERATIONS.put("maskedSoftmax", (t, v) -> t.exp(t.logSoftmax(v[0], MASK)));
    OPERATIONS.put("attention", (t, v) -> t.attention(v[0], v[1], t.square(v[0]), 5, 3, false));
    OPERATIONS.put("causalAttention", (t, v) -> t.attention(v[0], v[1], v[1], 5, 1, true));
    OPERATIONS.put("affine", (t, v) -> t.affine(v[0], -2, 0.5));
    OPERATIONS.put("sumColumns", (t, v) -> t.sumColumns(v[0]));
    OPERATIONS.put("meanColumns", (t, v) -> t.meanColumns(t.square(v[0])));
    OPERATIONS.put("broadcastColumn", (t, v) -> t.multiply(t.sumColumns(v[0]), v[1]));
    OPERATIONS.put("broadcastScalar", (t, v) -> t.multiply(t.mean(v[0]), v[1]));
    OPERATIONS.put(
        "gaussianLogProb",
        (t, v) -> t.gaussianLogProb(new float[ROWS * COLUMNS], v[0], t.affine(v[1], 0.3, 0)));
    OPERATIONS.put(
        "gaussianLogProbSharedStd",
        (t, v) ->
            t.gaussianLogProb(
                new float[ROWS * COLUMNS], v[0], t.affine(t.meanColumns(v[1]), 0.3, 0)));
  }

  static Stream<String> operations() {
    return OPERATIONS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void backward_anyOperation_agreesWithCentralDifferences(String name) {
    float[][] operands = {numbers(1), numbers(2)};
    float[] weights = new float[2 * ROWS * 2 * COLUMNS];
    new RandomSource(SEED).split(3).fillGaussian(weights);
    Tape tape = new Tape();
    Value[] inputs = inputs(tape, operands);
    tape.backward(weighted(tape, OPERATIONS.get(name).apply(tape, inputs), weights));
    for (int o = 0; o < operands.length; o++) {
      for (int i = 0; i < operands[o].length; i++) {
        float kept = operands[o][i];
        operands[o][i] = kept + H;
        double above = evaluate(name, operands, weights);
        operands[o][i] = kept - H;
        double below = evaluate(name, operands, weights);
        operands[o][i] = kept;
        assertThat((double) inputs[o].gradient()[i])
            .as("operand %d element %d, seed %d", o, i, SEED)
            .isCloseTo((above - below) / (2 * H), within(3e-3 * (1 + Math.abs(above - below) / H)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void linear_anyActivation_agreesWithCentralDifferences(Activation activation) {
    Parameters.Layout layout = new Parameters.Layout();
    Parameters.Slice weight = layout.addWeight("weight", COLUMNS, 4);
    Parameters.Slice bias = layout.add("bias", 1, 4);
    Parameters parameters = layout.allocate();
    RandomSource random = new RandomSource(SEED);
    random.fillGaussian(parameters.values());
    float[] x = numbers(1);
    Tape tape = new Tape();
    Value y = tape.linear(tape.input(x, ROWS, COLUMNS), parameters, weight, bias, activation);
    tape.backward(tape.mean(tape.square(y)));
    for (int i = 0; i < parameters.size(); i++) {
      float kept = parameters.values()[i];
      parameters.values()[i] = kept + H;
      double above = meanSquare(x, parameters, weight, bias, activation);
      parameters.values()[i] = kept - H;
      double below = meanSquare(x, parameters, weight, bias, activation);
      parameters.values()[i] = kept;
      assertThat((double) parameters.gradients()[i])
          .as("parameter %d, seed %d", i, SEED)
          .isCloseTo((above - below) / (2 * H), within(1e-2));
    }
  }

  static Stream<Activation> activations() {
    return Stream.of(Activation.values());
  }

  @Test
  void reset_sameShapes_givesTheSameBuffersAndBits() {
    Tape tape = new Tape();
    Value first = tape.exp(tape.input(numbers(1), ROWS, COLUMNS));
    float[] data = first.data();
    float[] copy = data.clone();
    tape.reset();
    Value second = tape.exp(tape.input(numbers(1), ROWS, COLUMNS));
    assertThat(second.data()).isSameAs(data).containsExactly(copy);
  }

  @Test
  void reset_otherShapes_computesThemAfresh() {
    Tape tape = new Tape();
    tape.exp(tape.input(numbers(1), ROWS, COLUMNS));
    tape.reset();
    Value other = tape.exp(tape.input(new float[] {0f, 1f}, 2, 1));
    assertThat(other.data()).containsExactly(1f, (float) Math.E);
  }

  @Test
  void stopGradient_anyValue_passesTheNumbersAndNoGradient() {
    Tape tape = new Tape();
    Value a = tape.variable(numbers(1), ROWS, COLUMNS);
    Value stopped = tape.stopGradient(tape.square(a));
    tape.backward(tape.sum(tape.multiply(stopped, a)));
    assertThat(a.gradient()).containsExactly(stopped.data());
  }

  @Test
  void backward_secondUpdate_allocatesNothing() {
    Parameters.Layout layout = new Parameters.Layout();
    Parameters.Slice weight = layout.addWeight("weight", COLUMNS, 8);
    Parameters.Slice bias = layout.add("bias", 1, 8);
    Parameters parameters = layout.allocate();
    float[] x = numbers(1);
    Tape tape = new Tape();
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = Long.MAX_VALUE;
    // The first rounds make the buffers and let the compiler see that vectors need no objects.
    for (int round = 0; round < 2_000 && allocated > 0; round++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 200; i++) {
        tape.reset();
        Value y =
            tape.linear(tape.input(x, ROWS, COLUMNS), parameters, weight, bias, Activation.SILU);
        tape.backward(tape.mean(tape.square(tape.layerNorm(y, 1e-5))));
      }
      allocated = thread.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).isZero();
  }

  @Test
  void add_shapesThatDoNotBroadcast_isRefused() {
    Tape tape = new Tape();
    Value a = tape.input(2, 3);
    Value b = tape.input(4, 3);
    assertThatThrownBy(() -> tape.add(a, b)).hasMessageContaining("a=2 b=4");
  }

  private static double evaluate(String name, float[][] operands, float[] weights) {
    Tape tape = new Tape();
    return weighted(tape, OPERATIONS.get(name).apply(tape, inputs(tape, operands)), weights).item();
  }

  private static Value weighted(Tape tape, Value result, float[] weights) {
    Value factors = tape.input(result.rows(), result.columns());
    System.arraycopy(weights, 0, factors.data(), 0, factors.data().length);
    return tape.sum(tape.multiply(result, factors));
  }

  private static Value[] inputs(Tape tape, float[][] operands) {
    return new Value[] {
      tape.variable(operands[0], ROWS, COLUMNS), tape.variable(operands[1], ROWS, COLUMNS)
    };
  }

  private static double meanSquare(
      float[] x,
      Parameters parameters,
      Parameters.Slice weight,
      Parameters.Slice bias,
      Activation activation) {
    Tape tape = new Tape();
    Value y = tape.linear(tape.input(x, ROWS, COLUMNS), parameters, weight, bias, activation);
    return tape.mean(tape.square(y)).item();
  }

  private static float[] numbers(int stream) {
    float[] numbers = new float[ROWS * COLUMNS];
    new RandomSource(SEED).split(stream).fillGaussian(numbers);
    return numbers;
  }

  /** A layer goes back to the columns that want it, whoever stands beside them. */
  @ParameterizedTest
  @ValueSource(ints = {3, 12})
  void backward_layerOnColumnsBesideData_givesTheirGradientToTheBit(int rows) {
    Parameters.Layout layout = new Parameters.Layout();
    Parameters.Slice weight = layout.addWeight("weight", 11, 7);
    Parameters.Slice bias = layout.add("bias", 1, 7);
    Parameters parameters = layout.allocate();
    new RandomSource(SEED).fillGaussian(parameters.values());
    float[] left = new float[rows * 2];
    float[] middle = new float[rows * 5];
    float[] right = new float[rows * 4];
    new RandomSource(SEED).split(1).fillGaussian(left);
    new RandomSource(SEED).split(2).fillGaussian(middle);
    new RandomSource(SEED).split(3).fillGaussian(right);
    float[][] gradients = new float[2][];
    for (int variant = 0; variant < 2; variant++) {
      Tape tape = new Tape();
      boolean all = variant == 0;
      Value a = all ? tape.variable(left, rows, 2) : tape.input(left, rows, 2);
      Value b = tape.variable(middle, rows, 5);
      Value c = all ? tape.variable(right, rows, 4) : tape.input(right, rows, 4);
      Value x = tape.concat(tape.concat(a, b), c);
      tape.backward(tape.linear(x, parameters, weight, bias, Activation.SILU), null);
      gradients[variant] = b.gradient().clone();
    }
    assertThat(gradients[1]).containsExactly(gradients[0]);
    assertThat(gradients[1]).doesNotContain(0f);
  }
}
