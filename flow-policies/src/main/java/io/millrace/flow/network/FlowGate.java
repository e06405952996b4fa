package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;
import java.util.List;

/**
 * A gated velocity, so that the flow's steps form a recurrent network whose gradient neither
 * explodes nor vanishes (Flow-G).
 *
 * <pre>
 * v = g * (c - x),  g = sigmoid(gate(s, x, time)),  c = candidate(s, x, time)
 * </pre>
 *
 * <p>Source: "SAC Flow: Sample-Efficient Reinforcement Learning of Flow-Based Policies via
 * Velocity-Reparameterized Sequential Modeling", arXiv 2509.25756; networks, order of the inputs
 * and first weights as in the released code, without its batch renormalization. There time passes a
 * {@link TimeEmbedding} of width 32 and a small network; here the caller decides what time is.
 *
 * @param gate reads concat(s, x, time), gives one number for each dimension of x
 * @param candidate the same shapes
 */
public record FlowGate(Mlp gate, Mlp candidate) {
  private static final float OPEN = 5f;

  /** Columns of the three inputs. */
  public record Shape(int observation, int action, int time) {}

  public FlowGate {
    if (gate.in() != candidate.in() || gate.out() != candidate.out()) {
      throw new IllegalArgumentException(
          "expected gate and candidate of one shape, gate="
              + gate.in()
              + "x"
              + gate.out()
              + " candidate="
              + candidate.in()
              + "x"
              + candidate.out());
    }
  }

  /** Reserves {@code name.gate} and {@code name.candidate}, alike but for their last layer. */
  public static FlowGate reserve(
      Parameters.Layout layout,
      String name,
      Shape shape,
      List<Integer> hidden,
      Activation activation) {
    int in = shape.observation() + shape.action() + shape.time();
    List<LayerSpec> specs = Mlp.specs(in, hidden, activation, shape.action());
    return new FlowGate(
        Mlp.reserve(layout, name + ".gate", specs),
        Mlp.reserve(layout, name + ".candidate", specs));
  }

  /** Random weights; the gate's last layer is 0 with bias 5: open, whatever comes in. */
  public void initialize(Parameters parameters, RandomSource random, double lastScale) {
    gate.initialize(parameters, random, 0);
    Parameters.Slice bias = gate.layers().get(gate.layers().size() - 1).bias();
    Arrays.fill(parameters.values(), bias.offset(), bias.offset() + bias.length(), OPEN);
    candidate.initialize(parameters, random, lastScale);
  }

  /**
   * The velocity on a tape.
   *
   * @param observation [rows][observation]
   * @param x [rows][action], a point of the flow
   * @param time [rows][time]
   * @return [rows][action]
   */
  public Value forward(Tape tape, Parameters parameters, Value observation, Value x, Value time) {
    Value all = tape.concat(tape.concat(observation, x), time);
    Value open = tape.activate(gate.forward(tape, parameters, all), Activation.SIGMOID);
    Value toward = tape.subtract(candidate.forward(tape, parameters, all), x);
    return tape.multiply(open, toward);
  }
}
