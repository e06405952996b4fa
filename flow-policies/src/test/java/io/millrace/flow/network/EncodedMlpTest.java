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
import java.util.List;
import org.junit.jupiter.api.Test;

final class EncodedMlpTest {
  private static final int ROWS = 3;
  private final Mlp encoder;
  private final Mlp body;
  private final EncodedMlp network;
  private final Parameters parameters;

  EncodedMlpTest() {
    Parameters.Layout layout = new Parameters.Layout();
    encoder = Mlp.reserve(layout, "encoder", Mlp.specs(2, List.of(6), Activation.TANH, 4));
    body = Mlp.reserve(layout, "body", Mlp.specs(3 + 4, List.of(5), Activation.SILU, 2));
    network = new EncodedMlp(encoder, body);
    parameters = layout.allocate();
    encoder.initialize(parameters, new RandomSource(1), 1);
    body.initialize(parameters, new RandomSource(2), 1);
  }

  @Test
  void inference_observationsThatStayAndChange_areThoseOfTheTape() {
    BatchFunction acting = network.inference(parameters, ROWS);
    RandomSource random = new RandomSource(3);
    float[] x = new float[ROWS * network.in()];
    for (int turn = 0; turn < 4; turn++) {
      for (int i = 0; i < x.length; i++) {
        boolean lead = i % network.in() < 3;
        x[i] = lead || turn % 2 == 0 ? (float) random.nextGaussian() : x[i];
      }
      System.arraycopy(x, 0, acting.input(), 0, x.length);
      assertThat(acting.run()).as("turn %d", turn).containsExactly(onTape(x));
    }
  }

  @Test
  void jvp_directionInEveryColumn_isTheDifferenceOfOutputs() {
    DualFunction dual = network.jvp(parameters, ROWS);
    RandomSource random = new RandomSource(4);
    random.fillGaussian(dual.input());
    random.fillGaussian(dual.inputTangent());
    dual.run(ROWS);
    float step = 1e-2f;
    float[] ahead = onTape(moved(dual, step));
    float[] behind = onTape(moved(dual, -step));
    for (int i = 0; i < ahead.length; i++) {
      assertThat(dual.outputTangent()[i])
          .isCloseTo((ahead[i] - behind[i]) / (2 * step), within(2e-3f));
    }
    assertThat(dual.output()).containsExactly(onTape(dual.input()), within(1e-6f));
  }

  @Test
  void forwardWithHidden_handsOutTheEncodersLayers() {
    List<Value> hidden = new ArrayList<>();
    Tape tape = new Tape();
    Value x = tape.input(ROWS, network.in());
    network.forwardWithHidden(tape, parameters, x, hidden);
    assertThat(hidden).extracting(Value::columns).containsExactly(6, 4);
  }

  @Test
  void create_bodyTooNarrow_saysSo() {
    Parameters.Layout layout = new Parameters.Layout();
    Mlp narrow = Mlp.reserve(layout, "narrow", Mlp.specs(3, List.of(), Activation.TANH, 2));
    assertThatThrownBy(() -> new EncodedMlp(encoder, narrow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("body.in=3 encoder.out=4");
  }

  private static float[] moved(DualFunction dual, float step) {
    float[] x = dual.input().clone();
    for (int i = 0; i < x.length; i++) {
      x[i] += step * dual.inputTangent()[i];
    }
    return x;
  }

  private float[] onTape(float[] x) {
    Tape tape = new Tape();
    Value input = tape.input(x, ROWS, network.in());
    return network.forward(tape, parameters, input).data().clone();
  }
}
