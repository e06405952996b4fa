package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Gemm;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class FlowDecoderTest {
  /** Each row is a sequence of one token, so that nothing passes between rows. */
  @Test
  void forward_oneRowOfABatch_hasTheBitsThatItHasAlone() {
    assumeThat(Gemm.kernel()).as("only there bits do not depend on rows").isEqualTo("vector-fma");
    Parameters.Layout layout = new Parameters.Layout();
    FlowDecoder decoder = FlowDecoder.reserve(layout, "v", FlowDecoder.Shape.standard(17, 6));
    Parameters parameters = layout.allocate();
    decoder.initialize(parameters, new RandomSource(5), 1);
    float[] observations = gaussian(9 * 17, 1);
    float[] points = gaussian(9 * 6, 2);
    float[] together = velocity(decoder, parameters, observations, points, 9);
    for (int row = 0; row < 9; row++) {
      float[] alone =
          velocity(decoder, parameters, part(observations, row, 17), part(points, row, 6), 1);
      assertThat(part(together, row, 6)).as("row %d", row).containsExactly(alone);
    }
  }

  @Test
  void backward_singleTokens_giveNoGradientToQueriesAndKeys() {
    Parameters.Layout layout = new Parameters.Layout();
    FlowDecoder decoder = FlowDecoder.reserve(layout, "v", new FlowDecoder.Shape(3, 2, 8, 2, 1));
    Parameters parameters = layout.allocate();
    decoder.initialize(parameters, new RandomSource(5), 1);
    Tape tape = new Tape();
    Value state = decoder.state(tape, parameters, tape.input(gaussian(12, 1), 4, 3));
    Value tau = tape.input(new float[4], 4, 1);
    Value v = decoder.forward(tape, parameters, state, tape.input(gaussian(8, 2), 4, 2), tau);
    tape.backward(tape.mean(tape.square(v)));
    for (Parameters.Slice slice : parameters.slices()) {
      boolean idle = slice.name().matches(".*\\.(query|key|cross-norm)\\..*");
      float largest = 0;
      for (float g : parameters.readGradient(slice)) {
        largest = Math.max(largest, Math.abs(g));
      }
      if (idle) {
        assertThat(largest).as(slice.name()).isLessThan(1e-7f);
      } else if (slice.name().endsWith(".bias")) {
        assertThat(largest).as(slice.name()).isPositive();
      }
    }
  }

  @Test
  void shape_widthThatHeadsDoNotDivide_isRefused() {
    assertThatThrownBy(() -> new FlowDecoder.Shape(3, 2, 8, 3, 1)).hasMessageContaining("heads=3");
  }

  private static float[] velocity(
      FlowDecoder decoder, Parameters parameters, float[] observations, float[] points, int rows) {
    Tape tape = new Tape();
    Value state = decoder.state(tape, parameters, tape.input(observations, rows, 17));
    Value tau = tape.input(rows, 1);
    Arrays.fill(tau.data(), 0.25f);
    return decoder.forward(tape, parameters, state, tape.input(points, rows, 6), tau).data();
  }

  private static float[] part(float[] numbers, int row, int width) {
    return Arrays.copyOfRange(numbers, row * width, (row + 1) * width);
  }

  private static float[] gaussian(int length, long seed) {
    float[] numbers = new float[length];
    new RandomSource(seed).fillGaussian(numbers);
    return numbers;
  }
}
