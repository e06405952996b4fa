package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A flow of two layers that keep different halves, on three columns. */
final class CouplingLayerTest {
  private static final long SEED = 12;
  private static final int SIZE = 3;
  private static final float H = 5e-3f;

  private Parameters parameters;
  private CouplingLayer first;
  private CouplingLayer second;

  @BeforeEach
  void reserve() {
    Parameters.Layout layout = new Parameters.Layout();
    first = layer(layout, "a", new CouplingLayer.Shape(SIZE, 1, 2), true);
    second = layer(layout, "b", new CouplingLayer.Shape(SIZE, 2, 2), false);
    parameters = layout.allocate();
    RandomSource random = new RandomSource(SEED);
    first.initialize(parameters, random, 1);
    second.initialize(parameters, random, 1);
  }

  @Test
  void inverse_afterForward_comesBackWithTheOppositeDeterminant() {
    Tape tape = new Tape();
    float[] numbers = gaussian(50 * SIZE, 1);
    Value context = tape.input(gaussian(100, 2), 50, 2);
    Value x = tape.input(numbers, 50, SIZE);
    CouplingLayer.Output there = flow(tape, x, context);
    CouplingLayer.Output half = second.inverse(tape, parameters, there.y(), context);
    CouplingLayer.Output back = first.inverse(tape, parameters, half.y(), context);
    assertThat(back.y().data()).as("seed %d", SEED).containsExactly(numbers, within(1e-5f));
    Value rest =
        tape.add(there.logDeterminant(), tape.add(half.logDeterminant(), back.logDeterminant()));
    assertThat(rest.data()).containsExactly(new float[50], within(1e-5f));
  }

  @Test
  void forward_logDeterminant_isThatOfTheJacobianByDifferences() {
    float[] context = gaussian(2, 3);
    for (int trial = 0; trial < 10; trial++) {
      float[] x = gaussian(SIZE, 10 + trial);
      double[][] jacobian = new double[SIZE][SIZE];
      for (int j = 0; j < SIZE; j++) {
        float kept = x[j];
        x[j] = kept + H;
        float[] above = flowOf(x, context).y().data();
        x[j] = kept - H;
        float[] below = flowOf(x, context).y().data();
        x[j] = kept;
        for (int i = 0; i < SIZE; i++) {
          jacobian[i][j] = (above[i] - below[i]) / (2.0 * H);
        }
      }
      assertThat((double) flowOf(x, context).logDeterminant().item())
          .as("trial %d, seed %d", trial, SEED)
          .isCloseTo(Math.log(Math.abs(determinant(jacobian))), within(2e-3));
    }
  }

  @Test
  void initialize_lastScaleZero_isTheIdentity() {
    first.initialize(parameters, new RandomSource(SEED), 0);
    Tape tape = new Tape();
    Value x = tape.input(gaussian(SIZE, 1), 1, SIZE);
    CouplingLayer.Output output = first.forward(tape, parameters, x, tape.input(1, 2));
    assertThat(output.y().data()).containsExactly(x.data());
    assertThat(output.logDeterminant().item()).isZero();
  }

  private CouplingLayer.Output flowOf(float[] x, float[] context) {
    Tape tape = new Tape();
    return flow(tape, tape.input(x, 1, SIZE), tape.input(context, 1, 2));
  }

  private CouplingLayer.Output flow(Tape tape, Value x, Value context) {
    CouplingLayer.Output half = first.forward(tape, parameters, x, context);
    CouplingLayer.Output whole = second.forward(tape, parameters, half.y(), context);
    return new CouplingLayer.Output(
        whole.y(), tape.add(half.logDeterminant(), whole.logDeterminant()));
  }

  private static CouplingLayer layer(
      Parameters.Layout layout, String name, CouplingLayer.Shape shape, boolean keepsFirst) {
    return CouplingLayer.reserve(layout, name, shape, keepsFirst, List.of(8), Activation.TANH);
  }

  private static double determinant(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  private static float[] gaussian(int length, long stream) {
    float[] numbers = new float[length];
    new RandomSource(SEED).split(stream).fillGaussian(numbers);
    return numbers;
  }
}
