package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * A gated recurrent unit with PyTorch's conventions: gates stand in the order reset, update,
 * candidate; the reset gate acts on the product of the state, bias included; the update gate keeps
 * the old state.
 *
 * <pre>
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
 * n = tanh(W_in x + b_in + r * (W_hn h + b_hn))
 * h' = (1 - z) * n + z * h
 * </pre>
 *
 * <p>Source: Cho et al., 2014, in the form of torch.nn.GRUCell.
 *
 * @param input x to the three gates: weight [3 hidden][in] as written
 * @param state h to the three gates: weight [3 hidden][hidden] as written
 */
public record GruCell(Mlp input, Mlp state) {
  /** Reserves {@code name.input} and {@code name.state}. */
  public static GruCell reserve(Parameters.Layout layout, String name, int in, int hidden) {
    return new GruCell(
        Mlp.reserve(layout, name + ".input", gates(in, hidden)),
        Mlp.reserve(layout, name + ".state", gates(hidden, hidden)));
  }

  /** Columns of the state. */
  public int hidden() {
    return state.in();
  }

  /** As PyTorch: weights and biases uniform in +-1 / sqrt(hidden). */
  public void initialize(Parameters parameters, RandomSource random) {
    double bound = 1 / Math.sqrt(hidden());
    for (Mlp map : List.of(input, state)) {
      Mlp.Layer layer = map.layers().get(0);
      for (Parameters.Slice slice : List.of(layer.weight(), layer.bias())) {
        for (int i = 0; i < slice.length(); i++) {
          parameters.values()[slice.offset() + i] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
      }
    }
  }

  /**
   * One step on a tape.
   *
   * @param x [rows][in]
   * @param h [rows][hidden]
   * @return the next state, [rows][hidden]
   */
  public Value forward(Tape tape, Parameters parameters, Value x, Value h) {
    int n = hidden();
    Value fromInput = input.forward(tape, parameters, x);
    Value fromState = state.forward(tape, parameters, h);
    Value gates =
        tape.activate(
            tape.add(tape.columns(fromInput, 0, 2 * n), tape.columns(fromState, 0, 2 * n)),
            Activation.SIGMOID);
    Value reset = tape.columns(gates, 0, n);
    Value update = tape.columns(gates, n, 2 * n);
    Value candidate =
        tape.activate(
            tape.add(
                tape.columns(fromInput, 2 * n, 3 * n),
                tape.multiply(reset, tape.columns(fromState, 2 * n, 3 * n))),
            Activation.TANH);
    return tape.add(candidate, tape.multiply(update, tape.subtract(h, candidate)));
  }

  private static List<LayerSpec> gates(int in, int hidden) {
    return List.of(new LayerSpec(in, 3 * hidden, Activation.IDENTITY));
  }
}
