package io.millrace.flow.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A number that is not finite goes through every operation as IEEE 754 has it: a NaN that an
 * operation reads is never swallowed, so that one look at the loss or at the gradient's norm finds
 * it.
 */
final class NonFiniteTest {
  static Stream<OracleCase> cases() {
    return Stream.of("operations.json", "networks.json")
        .flatMap(file -> OracleCase.read(file).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forward_nanInEveryOperand_reachesTheOutput(OracleCase oracle) {
    for (int poisoned = 0; poisoned < oracle.operands().size(); poisoned++) {
      float[] output = run(oracle, poisoned, Float.NaN).data();
      boolean nan = false;
      for (float number : output) {
        nan |= Float.isNaN(number);
      }
      assertThat(nan).as("operand %d", poisoned).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"max", "clip", "huber", "logSumExp", "activate-relu", "activate-silu"})
  void forward_positiveInfinity_isTheLimit(String id) {
    OracleCase oracle = cases().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    float expected = id.equals("clip") ? 0.7f : Float.POSITIVE_INFINITY;
    assertThat(run(oracle, 0, Float.POSITIVE_INFINITY).data()).containsOnly(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp", "activate-relu", "activate-sigmoid", "activate-softplus"})
  void forward_negativeInfinity_isZero(String id) {
    OracleCase oracle = cases().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    for (float number : run(oracle, 0, Float.NEGATIVE_INFINITY).data()) {
      assertThat(number).isBetween(0f, 3e-9f);
    }
  }

  @Test
  void backward_nanInOneRow_reachesEveryParameterAndNoOtherRow() {
    Map<String, Subject> networks = new TreeMap<>(Networks.all());
    Parameters.Layout layout = new Parameters.Layout();
    Subject.Run mlp = networks.get("mlp").reserve(layout);
    Parameters parameters = layout.allocate();
    Arrays.fill(parameters.values(), 0.1f);
    Tape tape = new Tape();
    Value x = tape.variable(new float[12], 3, 4);
    x.data()[4] = Float.NaN;
    Value y = mlp.on(tape, parameters, new Value[] {x});
    tape.backward(tape.mean(tape.square(y)));
    for (Parameters.Slice slice : parameters.slices()) {
      assertThat(parameters.readGradient(slice)).as(slice.name()).contains(Float.NaN);
    }
    assertThat(x.gradient()[0]).isFinite();
    assertThat(x.gradient()[4]).isNaN();
    assertThat(x.gradient()[8]).isFinite();
  }

  private static Value run(OracleCase oracle, int poisoned, float poison) {
    Map<String, Subject> subjects = new TreeMap<>(Operations.all());
    subjects.putAll(Networks.all());
    Parameters.Layout layout = new Parameters.Layout();
    Subject.Run run = subjects.get(oracle.id()).reserve(layout);
    Parameters parameters = layout.allocate();
    for (Parameters.Slice slice : parameters.slices()) {
      parameters.write(slice, OracleCase.floats(oracle.parameters().get(slice.name())));
    }
    Tape tape = new Tape();
    Value[] operands = new Value[oracle.operands().size()];
    for (int i = 0; i < operands.length; i++) {
      OracleCase.Matrix matrix = oracle.operands().get(i);
      float[] numbers = OracleCase.floats(matrix.data());
      if (i == poisoned) {
        Arrays.fill(numbers, poison);
      }
      operands[i] = tape.variable(numbers, matrix.rows(), matrix.columns());
    }
    return run.on(tape, parameters, operands);
  }
}
