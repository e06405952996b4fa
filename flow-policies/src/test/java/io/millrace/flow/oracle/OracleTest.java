package io.millrace.flow.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation and every network, values and gradients, against PyTorch in float64 and against
 * central differences of its own forward pass. The numbers come from {@code
 * src/test/python/oracles.py}.
 */
final class OracleTest {
  private static final double TOLERANCE = 1e-5;
  private static final float STEP = 4e-3f;

  /** Ways into the tape; networks' cases run {@code parameter}. */
  private static final Set<String> NOT_OPERATIONS = Set.of("input", "variable", "parameter");

  private static final Map<String, Subject> SUBJECTS = new TreeMap<>();

  static {
    SUBJECTS.putAll(Operations.all());
    SUBJECTS.putAll(Networks.all());
  }

  static Stream<OracleCase> cases() {
    return Stream.of("operations.json", "networks.json")
        .flatMap(file -> OracleCase.read(file).stream());
  }

  /** A stopped gradient is not the derivative, and was not meant to be. */
  static Stream<OracleCase> differentiableCases() {
    return cases().filter(one -> !one.id().equals("stopGradient"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardAndBackward_anyCase_agreesWithPyTorch(OracleCase oracle) {
    Trial trial = new Trial(oracle);
    Value output = trial.output();
    assertThat(output.rows()).isEqualTo(oracle.output().rows());
    assertThat(output.columns()).isEqualTo(oracle.output().columns());
    assertClose("output", output.data(), oracle.output().data());
    trial.tape.backward(output, OracleCase.floats(oracle.weights()));
    for (int i = 0; i < trial.operands.length; i++) {
      assertClose("operand " + i, trial.operands[i].gradient(), oracle.operandGradients().get(i));
    }
    for (Parameters.Slice slice : trial.parameters.slices()) {
      float[] gradient = trial.parameters.readGradient(slice);
      assertClose(slice.name(), gradient, oracle.parameterGradients().get(slice.name()));
    }
  }

  @ParameterizedTest
  @MethodSource("differentiableCases")
  void backward_anyCase_agreesWithCentralDifferences(OracleCase oracle) {
    Trial trial = new Trial(oracle);
    trial.tape.backward(trial.output(), OracleCase.floats(oracle.weights()));
    for (int i = 0; i < trial.operands.length; i++) {
      trial.assertSlopes("operand " + i, trial.numbers[i], trial.operands[i].gradient().clone());
    }
    Parameters parameters = trial.parameters;
    trial.assertSlopes("parameter", parameters.values(), parameters.gradients().clone());
  }

  @Test
  void subjects_always_areTheCasesOfTheFiles() {
    Set<String> ids = new TreeSet<>();
    cases().forEach(one -> ids.add(one.id()));
    assertThat(ids).isEqualTo(SUBJECTS.keySet());
  }

  @Test
  void cases_operationsOfTheTape_coverAll() {
    Set<String> tested = new TreeSet<>();
    OracleCase.read("operations.json").forEach(one -> tested.add(one.id().split("-")[0]));
    for (Method method : Tape.class.getDeclaredMethods()) {
      boolean operation =
          Modifier.isPublic(method.getModifiers()) && method.getReturnType() == Value.class;
      if (operation && !NOT_OPERATIONS.contains(method.getName())) {
        assertThat(tested).contains(method.getName());
      }
    }
  }

  private static void assertClose(String what, float[] got, double[] expected) {
    assertThat(got).as(what).hasSize(expected.length);
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i])
          .as("%s, element %d", what, i)
          .isCloseTo(expected[i], within(TOLERANCE * (1 + Math.abs(expected[i]))));
    }
  }

  /** A case's numbers in the engine, run as often as wanted. */
  private static final class Trial {
    private final OracleCase oracle;
    private final Tape tape = new Tape();
    private final Parameters parameters;
    private final Subject.Run run;
    private final float[][] numbers;
    private final Value[] operands;

    Trial(OracleCase oracle) {
      this.oracle = oracle;
      Parameters.Layout layout = new Parameters.Layout();
      run = SUBJECTS.get(oracle.id()).reserve(layout);
      parameters = layout.allocate();
      List<String> names = parameters.slices().stream().map(Parameters.Slice::name).toList();
      assertThat(names).containsExactlyInAnyOrderElementsOf(oracle.parameters().keySet());
      for (Parameters.Slice slice : parameters.slices()) {
        parameters.write(slice, OracleCase.floats(oracle.parameters().get(slice.name())));
      }
      operands = new Value[oracle.operands().size()];
      numbers = new float[operands.length][];
      for (int i = 0; i < operands.length; i++) {
        numbers[i] = OracleCase.floats(oracle.operands().get(i).data());
      }
    }

    Value output() {
      tape.reset();
      for (int i = 0; i < operands.length; i++) {
        OracleCase.Matrix matrix = oracle.operands().get(i);
        operands[i] = tape.variable(numbers[i], matrix.rows(), matrix.columns());
      }
      return run.on(tape, parameters, operands);
    }

    /**
     * Differences of two step widths, extrapolated to none. Beside a kink no step is small enough;
     * there one of the two sides has to agree.
     */
    void assertSlopes(String what, float[] at, float[] gradient) {
      double here = loss();
      for (int i = 0; i < at.length; i++) {
        double above = changed(at, i, STEP);
        double below = changed(at, i, -STEP);
        double wide = (above - below) / (2 * STEP);
        double narrow = (changed(at, i, STEP / 2) - changed(at, i, -STEP / 2)) / STEP;
        double[] slopes = {(4 * narrow - wide) / 3, (above - here) / STEP, (here - below) / STEP};
        double error = Double.POSITIVE_INFINITY;
        for (double slope : slopes) {
          error = Math.min(error, Math.abs(gradient[i] - slope));
        }
        assertThat(error)
            .as("%s, element %d, gradient %s", what, i, gradient[i])
            .isLessThan(5e-3 * (1 + Math.abs(gradient[i])));
      }
    }

    private double changed(float[] at, int i, float by) {
      float kept = at[i];
      at[i] = kept + by;
      double loss = loss();
      at[i] = kept;
      return loss;
    }

    private double loss() {
      float[] data = output().data();
      double sum = 0;
      for (int i = 0; i < data.length; i++) {
        // What a mask forbids is a large constant, in which a small change would drown.
        sum += data[i] < -1e8f ? 0 : data[i] * oracle.weights()[i];
      }
      return sum;
    }
  }
}
