package io.millrace.flow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.LayerStack;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnsembleTest {
  private static final int MEMBERS = 5;
  private static final int IN = 7;
  private static final int OUT = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64})
  void forwardAndBackward_allAtOnce_haveTheBitsOfEachMemberAlone(int rows) {
    Parameters.Layout layout = new Parameters.Layout();
    Ensemble ensemble =
        Ensemble.reserve(
            layout, "q", Mlp.specs(IN, List.of(33, 20), Activation.SILU, OUT), MEMBERS);
    Parameters parameters = layout.allocate();
    ensemble.initialize(parameters, new RandomSource(3), 1);
    float[] x = new float[rows * IN];
    new RandomSource(4).fillGaussian(x);
    Tape tape = new Tape();
    Value all = ensemble.forward(tape, parameters, tape.input(x, rows, IN));
    tape.backward(tape.sum(tape.square(all)));
    float[] gradients = parameters.gradients().clone();
    for (int e = 0; e < MEMBERS; e++) {
      Tape own = new Tape();
      Value y = ensemble.member(e).forward(own, parameters, own.input(x, rows, IN));
      int from = e * rows * OUT;
      assertThat(Arrays.copyOfRange(all.data(), from, from + rows * OUT)).containsExactly(y.data());
      own.backward(own.sum(own.square(y)));
      for (Mlp.Layer layer : ensemble.member(e).layers()) {
        assertSame(parameters, gradients, layer.weight());
        assertSame(parameters, gradients, layer.bias());
      }
    }
  }

  @Test
  void initialize_anySeed_makesMembersDiffer() {
    Parameters.Layout layout = new Parameters.Layout();
    Ensemble ensemble =
        Ensemble.reserve(layout, "q", Mlp.specs(2, List.of(), Activation.RELU, 1), 2);
    Parameters parameters = layout.allocate();
    ensemble.initialize(parameters, new RandomSource(3), 1);
    LayerStack only = ensemble.layers().get(0);
    assertThat(parameters.read(only.weights().get(0)))
        .isNotEqualTo(parameters.read(only.weights().get(1)));
  }

  @Test
  void stack_slicesApart_isRefused() {
    Parameters.Layout layout = new Parameters.Layout();
    Parameters.Slice a = layout.addWeight("a.weight", 2, 2);
    Parameters.Slice aBias = layout.add("a.bias", 1, 2);
    Parameters.Slice b = layout.addWeight("b.weight", 2, 2);
    Parameters.Slice bBias = layout.add("b.bias", 1, 2);
    assertThatThrownBy(() -> new LayerStack(List.of(a, b), List.of(aBias, bBias), Activation.RELU))
        .hasMessageContaining("without gaps");
  }

  private static void assertSame(Parameters parameters, float[] expected, Parameters.Slice slice) {
    int from = slice.offset();
    int to = from + slice.length();
    assertThat(Arrays.copyOfRange(parameters.gradients(), from, to))
        .as(slice.name())
        .containsExactly(Arrays.copyOfRange(expected, from, to));
  }
}
