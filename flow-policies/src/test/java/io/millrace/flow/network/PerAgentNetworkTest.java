package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.BatchFunction;
import io.millrace.flow.tensor.DualFunction;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PerAgentNetworkTest {
  private static final int AGENTS = 3;
  private static final int SEEN = 4;
  private static final int[] NUMBERS = {2, 0, 2, 2, 0, 2};

  private final Parameters parameters;
  private final List<EncodedMlp> blocks = new ArrayList<>();

  PerAgentNetworkTest() {
    Parameters.Layout layout = new Parameters.Layout();
    for (int agent = 0; agent < AGENTS; agent++) {
      Mlp encoder =
          Mlp.reserve(layout, "encoder" + agent, Mlp.specs(2, List.of(3), Activation.TANH, 3));
      Mlp body = Mlp.reserve(layout, "body" + agent, Mlp.specs(5, List.of(4), Activation.SILU, 2));
      blocks.add(new EncodedMlp(encoder, body));
    }
    parameters = layout.allocate();
    RandomSource random = new RandomSource(11);
    for (int agent = 0; agent < AGENTS; agent++) {
      blocks.get(agent).encoder().initialize(parameters, random.split(agent), 1);
      blocks.get(agent).body().initialize(parameters, random.split(100 + agent), 1);
    }
  }

  private PerAgentNetwork network(int numberAt) {
    return new PerAgentNetwork(blocks, numberAt);
  }

  private static float[] batch(int numberAt, int... numbers) {
    RandomSource random = new RandomSource(5);
    float[] x = new float[numbers.length * (SEEN + 1)];
    random.fillGaussian(x);
    for (int row = 0; row < numbers.length; row++) {
      x[row * (SEEN + 1) + numberAt] = numbers[row];
    }
    return x;
  }

  /** Of one row, by the agent's network alone. */
  private float[] alone(float[] x, int row, int numberAt, int agent) {
    float[] seen = new float[SEEN];
    for (int column = 0, to = 0; column <= SEEN; column++) {
      if (column != numberAt) {
        seen[to++] = x[row * (SEEN + 1) + column];
      }
    }
    Tape tape = new Tape();
    Value y = blocks.get(agent).forward(tape, parameters, tape.input(seen, 1, SEEN));
    return y.data().clone();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, SEEN})
  void forward_rowsOfAllKinds_goThroughTheirOwnNetwork(int numberAt) {
    float[] x = batch(numberAt, NUMBERS);
    Tape tape = new Tape();
    List<Value> hidden = new ArrayList<>();
    Value input = tape.input(x, NUMBERS.length, SEEN + 1);
    Value y = network(numberAt).forwardWithHidden(tape, parameters, input, hidden);
    BatchFunction acting = network(numberAt).inference(parameters, NUMBERS.length);
    System.arraycopy(x, 0, acting.input(), 0, x.length);
    float[] acted = acting.run();
    for (int row = 0; row < NUMBERS.length; row++) {
      float[] expected = alone(x, row, numberAt, NUMBERS[row]);
      for (int d = 0; d < 2; d++) {
        assertThat(y.data()[2 * row + d]).isCloseTo(expected[d], within(1e-6f));
        assertThat(acted[2 * row + d]).isCloseTo(expected[d], within(1e-6f));
      }
    }
    assertThat(hidden).extracting(Value::rows).containsExactly(6, 6);
    Value plain = network(numberAt).forward(tape, parameters, input);
    assertThat(plain.data()).isEqualTo(y.data());
  }

  /** Other batches than those that there is room for: one agent's rows alone, and one row. */
  @Test
  void inference_unevenBatches_areThoseOfTheTape() {
    BatchFunction acting = network(0).inference(parameters, 6);
    for (int[] numbers : new int[][] {{1, 1, 1, 1, 1, 1}, {0, 1, 2, 0, 1, 2}, {2, 2, 2, 2, 2, 0}}) {
      float[] x = batch(0, numbers);
      System.arraycopy(x, 0, acting.input(), 0, x.length);
      float[] acted = acting.run();
      for (int row = 0; row < 6; row++) {
        float[] expected = alone(x, row, 0, numbers[row]);
        assertThat(acted[2 * row]).isCloseTo(expected[0], within(1e-6f));
        assertThat(acted[2 * row + 1]).isCloseTo(expected[1], within(1e-6f));
      }
    }
    BatchFunction one = network(0).inference(parameters, 1);
    float[] x = batch(0, 1);
    System.arraycopy(x, 0, one.input(), 0, x.length);
    assertThat(one.run()[0]).isCloseTo(alone(x, 0, 0, 1)[0], within(1e-6f));
  }

  @Test
  void backward_lossOfSomeAgents_leavesTheOthersWeightsAtExactlyZero() {
    float[] x = batch(2, NUMBERS); // nothing of agent 1
    loss(2, x, null);
    for (int agent = 0; agent < AGENTS; agent++) {
      float most = 0;
      for (Parameters.Slice slice : slices(agent)) {
        for (float gradient : parameters.readGradient(slice)) {
          most = Math.max(most, Math.abs(gradient));
        }
      }
      if (agent == 1) {
        assertThat(most).isZero();
      } else {
        assertThat(most).isGreaterThan(1e-3f);
      }
    }
  }

  /** All rows are there, but only the rows of agent 0 have a loss. */
  @Test
  void backward_lossOfOneAgentsRows_reachesNoOtherAgent() {
    float[] x = batch(0, 0, 1, 2, 0, 1, 2);
    loss(0, x, new float[] {1, 0, 0, 1, 0, 0});
    for (int agent = 1; agent < AGENTS; agent++) {
      for (Parameters.Slice slice : slices(agent)) {
        assertThat(parameters.readGradient(slice)).containsOnly(0f);
      }
    }
  }

  @Test
  void backward_everyWeight_isTheDifferenceQuotient() {
    float[] x = batch(2, NUMBERS);
    Value input = loss(2, x, null);
    float[] byInput = input.gradient().clone();
    for (int agent : new int[] {0, 2}) {
      for (Parameters.Slice slice : slices(agent)) {
        float[] gradient = parameters.readGradient(slice);
        for (int i = 0; i < slice.length(); i += 3) {
          double difference = difference(parameters.values(), slice.offset() + i, x);
          assertThat((double) gradient[transposed(slice, i)])
              .as("%s %d", slice.name(), i)
              .isCloseTo(difference, within(2e-3 * Math.max(1, Math.abs(difference))));
        }
      }
    }
    for (int i = 0; i < x.length; i++) {
      if (i % (SEEN + 1) == 2) {
        assertThat(byInput[i]).isZero(); // the number chooses, and is read by none
      } else {
        double difference = difference(x, i, x);
        assertThat((double) byInput[i])
            .isCloseTo(difference, within(2e-3 * Math.max(1, Math.abs(difference))));
      }
    }
  }

  /** Where an element of the vector stands in what is read: [out][in] of weights [in][out]. */
  private static int transposed(Parameters.Slice slice, int i) {
    if (!slice.name().endsWith("weight")) {
      return i;
    }
    return (i % slice.columns()) * slice.rows() + i / slice.columns();
  }

  private double difference(float[] where, int at, float[] x) {
    float kept = where[at];
    float step = 1e-2f;
    where[at] = kept + step;
    double ahead = plainLoss(x);
    where[at] = kept - step;
    double behind = plainLoss(x);
    where[at] = kept;
    return (ahead - behind) / (2 * step);
  }

  private double plainLoss(float[] x) {
    Tape tape = new Tape();
    Value y = network(2).forward(tape, parameters, tape.input(x, NUMBERS.length, SEEN + 1));
    double sum = 0;
    for (float number : y.data()) {
      sum += (double) number * number;
    }
    return sum;
  }

  /** Goes back from the sum of squares, each row weighted; returns the input. */
  private Value loss(int numberAt, float[] x, float[] weights) {
    Arrays.fill(parameters.gradients(), 0f);
    Tape tape = new Tape();
    int rows = x.length / (SEEN + 1);
    Value input = tape.variable(x, rows, SEEN + 1);
    Value squares = tape.square(network(numberAt).forward(tape, parameters, input));
    Value loss =
        weights == null
            ? tape.sum(squares)
            : tape.sum(tape.multiply(squares, tape.input(weights, rows, 1)));
    tape.backward(loss);
    return input;
  }

  private List<Parameters.Slice> slices(int agent) {
    List<Parameters.Slice> slices = new ArrayList<>();
    for (Mlp mlp : List.of(blocks.get(agent).encoder(), blocks.get(agent).body())) {
      for (Mlp.Layer layer : mlp.layers()) {
        slices.add(layer.weight());
        slices.add(layer.bias());
      }
    }
    return slices;
  }

  @Test
  void jvp_firstRows_areThoseOfTheTapeAndMoveLikeDifferences() {
    float[] x = batch(2, NUMBERS);
    DualFunction dual = network(2).jvp(parameters, NUMBERS.length);
    System.arraycopy(x, 0, dual.input(), 0, x.length);
    RandomSource random = new RandomSource(8);
    random.fillGaussian(dual.inputTangent());
    dual.run(4);
    float step = 1e-2f;
    for (int row = 0; row < 4; row++) {
      float[] ahead = x.clone();
      float[] behind = x.clone();
      for (int i = 0; i < x.length; i++) {
        if (i % (SEEN + 1) != 2) {
          ahead[i] += step * dual.inputTangent()[i];
          behind[i] -= step * dual.inputTangent()[i];
        }
      }
      float[] y = alone(x, row, 2, NUMBERS[row]);
      float[] up = alone(ahead, row, 2, NUMBERS[row]);
      float[] down = alone(behind, row, 2, NUMBERS[row]);
      for (int d = 0; d < 2; d++) {
        assertThat(dual.output()[2 * row + d]).isCloseTo(y[d], within(1e-6f));
        assertThat(dual.outputTangent()[2 * row + d])
            .isCloseTo((up[d] - down[d]) / (2 * step), within(5e-3f));
      }
    }
    float[] before = dual.output().clone();
    dual.evaluate(4);
    assertThat(dual.output()).isEqualTo(before);
  }

  @Test
  void forward_whatIsNoAgentsNumber_tellsRowAndValue() {
    Tape tape = new Tape();
    for (float number : new float[] {3, -1, 0.5f, Float.NaN}) {
      float[] x = batch(0, 0, 1);
      x[SEEN + 1] = number;
      assertThatThrownBy(() -> network(0).forward(tape, parameters, tape.input(x, 2, SEEN + 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected an agent's number of 0 to 2, row=1 value=" + number);
    }
  }
}
