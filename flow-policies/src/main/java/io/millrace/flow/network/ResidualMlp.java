package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron whose hidden layers add to a stream that they do not replace.
 *
 * <pre>
 * h_0 = x W^T + b      h_{i+1} = h_i + f_i(norm_i(h_i))      y = norm(h_n) V^T + c
 * f(z) = activation(z A^T + a) B^T + b,  A: width to expansion * width, B: back
 * </pre>
 *
 * <p>Source: Lee et al., "SimBa: Simplicity Bias for Scaling Up Parameters in Deep Reinforcement
 * Learning", 2024, section 4 (there with ReLU and expansion 4), without its input statistics.
 *
 * @param in from the input to the stream
 * @param blocks what adds to the stream, in order
 * @param norm of the finished stream
 * @param out from the stream to the output
 */
public record ResidualMlp(Mlp in, List<Block> blocks, AffineNorm norm, Mlp out) {
  /** One x + f(norm(x)). */
  public record Block(AffineNorm norm, Mlp f) {}

  /**
   * Widths of the network.
   *
   * @param width columns of the stream
   * @param blocks at least 0
   * @param expansion how many times wider than the stream a block is inside
   */
  public record Shape(int in, int width, int blocks, int expansion, int out) {}

  public ResidualMlp {
    blocks = List.copyOf(blocks);
  }

  /** Reserves a network's weights under this name. */
  public static ResidualMlp reserve(
      Parameters.Layout layout, String name, Shape shape, Activation activation) {
    int width = shape.width();
    Mlp in = Mlp.reserve(layout, name + ".in", Mlp.specs(shape.in(), List.of(), activation, width));
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < shape.blocks(); i++) {
      String block = name + ".block." + i;
      AffineNorm norm = AffineNorm.reserve(layout, block + ".norm", width);
      List<Integer> inside = List.of(shape.expansion() * width);
      blocks.add(
          new Block(norm, Mlp.reserve(layout, block, Mlp.specs(width, inside, activation, width))));
    }
    AffineNorm norm = AffineNorm.reserve(layout, name + ".norm", width);
    Mlp out =
        Mlp.reserve(layout, name + ".out", Mlp.specs(width, List.of(), activation, shape.out()));
    return new ResidualMlp(in, blocks, norm, out);
  }

  /** Random weights as in {@link Mlp#initialize}; norms with scale 1 and shift 0. */
  public void initialize(Parameters parameters, RandomSource random, double lastScale) {
    in.initialize(parameters, random, 1);
    for (Block block : blocks) {
      block.norm().initialize(parameters);
      block.f().initialize(parameters, random, 1);
    }
    norm.initialize(parameters);
    out.initialize(parameters, random, lastScale);
  }

  /** The network on a tape: [rows][in] to [rows][out]. */
  public Value forward(Tape tape, Parameters parameters, Value x) {
    Value stream = in.forward(tape, parameters, x);
    for (Block block : blocks) {
      Value normed = block.norm().forward(tape, parameters, stream);
      stream = tape.add(stream, block.f().forward(tape, parameters, normed));
    }
    return out.forward(tape, parameters, norm.forward(tape, parameters, stream));
  }
}
