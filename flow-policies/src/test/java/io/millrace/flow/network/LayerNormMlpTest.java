package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LayerNormMlpTest {
  @Test
  void initializeSparsely_ninetyPercent_zeroesNineOfTenInputsOfEveryOutput() {
    Parameters.Layout layout = new Parameters.Layout();
    LayerNormMlp network =
        LayerNormMlp.reserve(layout, "n", 25, List.of(12), Activation.LEAKY_RELU, 3);
    Parameters parameters = layout.allocate();
    network.initializeSparsely(parameters, new RandomSource(4), 0.9);
    float[] first = parameters.read(network.mlp().layers().get(0).weight());
    for (int o = 0; o < 12; o++) {
      int kept = 0;
      for (int i = 0; i < 25; i++) {
        kept += first[o * 25 + i] == 0 ? 0 : 1;
        assertThat(Math.abs(first[o * 25 + i])).isLessThanOrEqualTo(0.2f);
      }
      assertThat(kept).as("25 - ceil(22.5)").isEqualTo(2);
    }
  }

  /** A layer of norm has mean 0 and variance 1, so scaling its input changes nothing. */
  @Test
  void forward_scaledFirstLayer_isTheSame() {
    Parameters.Layout layout = new Parameters.Layout();
    LayerNormMlp network =
        LayerNormMlp.reserve(layout, "n", 4, List.of(32), Activation.LEAKY_RELU, 2);
    Parameters parameters = layout.allocate();
    network.mlp().initialize(parameters, new RandomSource(4), 1);
    float[] x = {1f, -2f, 0.5f, 3f};
    float[] plain = forward(network, parameters, x);
    Parameters.Slice first = network.mlp().layers().get(0).weight();
    for (int i = 0; i < first.length(); i++) {
      parameters.values()[first.offset() + i] *= 5f;
    }
    assertThat(forward(network, parameters, x)).containsExactly(plain, within(1e-4f));
  }

  private static float[] forward(LayerNormMlp network, Parameters parameters, float[] x) {
    Tape tape = new Tape();
    Value y = network.forward(tape, parameters, tape.input(x, 1, x.length));
    return y.data().clone();
  }
}
