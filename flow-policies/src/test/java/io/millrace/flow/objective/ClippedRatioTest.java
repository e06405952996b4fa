package io.millrace.flow.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every side of max(-A r, -A clip(r, .8, 1.2)), by hand; the gradient is by log r, so it is -A r.
 */
final class ClippedRatioTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1.1, -1.1, -1.1, 0",
    "1, 1.5, -1.2, 0, 1",
    "1, 0.5, -0.5, -0.5, 0",
    "-1, 1.5, 1.5, 1.5, 0",
    "-1, 0.5, 0.8, 0, 1",
    "-2, 0.9, 1.8, 1.8, 0"
  })
  void term_anySide_isThePessimisticOneAndHoldsItsGradientBack(
      float advantage, double ratio, double term, double gradient, double clipped) {
    Tape tape = new Tape();
    Measurements measured = new Measurements();
    Value logProb = tape.variable(new float[] {(float) Math.log(ratio) - 3f}, 1, 1);
    Value logRatio = tape.subtract(logProb, tape.input(new float[] {-3f}, 1, 1));
    Value result =
        new ClippedRatio(0.2, 0)
            .term(tape, logRatio, tape.input(new float[] {advantage}, 1, 1), null, measured);
    tape.backward(result);
    assertThat((double) result.item()).isCloseTo(term, within(1e-5));
    assertThat((double) logProb.gradient()[0]).isCloseTo(gradient, within(1e-5));
    assertThat(measured.values()).containsEntry("clip-fraction", clipped);
    assertThat(measured.values().get("ratio-mean")).isCloseTo(ratio, within(1e-5));
  }
}
