package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A velocity by a transformer decoder over one action token that looks at one state token (Flow-T),
 * with norms before each part.
 *
 * <pre>
 * e = encode(s)      h = action(x) + time(tau)
 * per block:  h += self(norm(h));  h += cross(norm(h), e);  h += f(norm(h))
 * v = head(norm(h))
 * </pre>
 *
 * <p>A softmax over a single token is 1: query and key maps, and the norm that only a query reads,
 * stand for exchange of weights with other implementations, and get no gradient.
 *
 * <p>Source: "SAC Flow", arXiv 2509.25756. The definition leaves open what stands around the
 * blocks. The released code gives: encode with one hidden layer of width / 2, time with two of
 * width / 4 and width / 2, all SiLU, and f with one hidden layer of 4 width, GELU (here the exact
 * one). A norm before the head is what blocks with norms in front need. The state token enters as
 * it is encoded.
 *
 * @param encode from the observation to the state token
 * @param action from a point of the flow to the action token
 * @param time from tau, one column, to what is added to the action token
 */
public record FlowDecoder(
    Mlp encode, Mlp action, Mlp time, List<Block> blocks, AffineNorm norm, Mlp head) {
  /** One decoder block. */
  public record Block(
      AffineNorm selfNorm,
      MultiHeadAttention self,
      AffineNorm crossNorm,
      MultiHeadAttention cross,
      AffineNorm norm,
      Mlp f) {
    private static Block reserve(Parameters.Layout layout, String name, Shape shape) {
      int width = shape.width();
      return new Block(
          AffineNorm.reserve(layout, name + ".self-norm", width),
          MultiHeadAttention.reserve(layout, name + ".self", width, shape.heads()),
          AffineNorm.reserve(layout, name + ".cross-norm", width),
          MultiHeadAttention.reserve(layout, name + ".cross", width, shape.heads()),
          AffineNorm.reserve(layout, name + ".norm", width),
          Mlp.reserve(
              layout, name + ".f", Mlp.specs(width, List.of(4 * width), Activation.GELU, width)));
    }

    private void initialize(Parameters parameters, RandomSource random) {
      selfNorm.initialize(parameters);
      self.initialize(parameters, random);
      crossNorm.initialize(parameters);
      cross.initialize(parameters, random);
      norm.initialize(parameters);
      f.initialize(parameters, random, 1);
    }

    private Value forward(Tape tape, Parameters parameters, Value token, Value state) {
      Value asked = selfNorm.forward(tape, parameters, token);
      Value h = tape.add(token, self.forward(tape, parameters, asked, asked, 1, false));
      asked = crossNorm.forward(tape, parameters, h);
      h = tape.add(h, cross.forward(tape, parameters, asked, state, 1, false));
      return tape.add(h, f.forward(tape, parameters, norm.forward(tape, parameters, h)));
    }
  }

  /**
   * Widths of the network.
   *
   * @param width of a token; a multiple of 4 and of heads
   * @param blocks at least 1
   */
  public record Shape(int observation, int action, int width, int heads, int blocks) {
    public Shape {
      if (width % 4 != 0 || width % heads != 0 || blocks < 1) {
        throw new IllegalArgumentException(
            "expected a width that 4 and heads divide and a block, width="
                + width
                + " heads="
                + heads
                + " blocks="
                + blocks);
      }
    }

    /** The paper's size: width 96, 4 heads, 2 blocks. */
    public static Shape standard(int observation, int action) {
      return new Shape(observation, action, 96, 4, 2);
    }
  }

  public FlowDecoder {
    blocks = List.copyOf(blocks);
  }

  /** Reserves a decoder's weights under this name. */
  public static FlowDecoder reserve(Parameters.Layout layout, String name, Shape shape) {
    int width = shape.width();
    Mlp encode = mlp(layout, name + ".encode", shape.observation(), List.of(width / 2), width);
    Mlp action = mlp(layout, name + ".action", shape.action(), List.of(), width);
    Mlp time = mlp(layout, name + ".time", 1, List.of(width / 4, width / 2), width);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < shape.blocks(); i++) {
      blocks.add(Block.reserve(layout, name + ".block." + i, shape));
    }
    AffineNorm norm = AffineNorm.reserve(layout, name + ".norm", width);
    Mlp head = mlp(layout, name + ".head", width, List.of(), shape.action());
    return new FlowDecoder(encode, action, time, blocks, norm, head);
  }

  /** Random weights as in {@link Mlp#initialize}; norms with scale 1 and shift 0. */
  public void initialize(Parameters parameters, RandomSource random, double lastScale) {
    for (Mlp map : List.of(encode, action, time)) {
      map.initialize(parameters, random, 1);
    }
    for (Block block : blocks) {
      block.initialize(parameters, random);
    }
    norm.initialize(parameters);
    head.initialize(parameters, random, lastScale);
  }

  /** The state token, the same at every step of a flow: [rows][observation] to [rows][width]. */
  public Value state(Tape tape, Parameters parameters, Value observation) {
    return encode.forward(tape, parameters, observation);
  }

  /**
   * The velocity on a tape.
   *
   * @param state [rows][width], of {@link #state}
   * @param x [rows][action], a point of the flow
   * @param tau [rows][1]
   * @return [rows][action]
   */
  public Value forward(Tape tape, Parameters parameters, Value state, Value x, Value tau) {
    Value token =
        tape.add(action.forward(tape, parameters, x), time.forward(tape, parameters, tau));
    for (Block block : blocks) {
      token = block.forward(tape, parameters, token, state);
    }
    return head.forward(tape, parameters, norm.forward(tape, parameters, token));
  }

  private static Mlp mlp(
      Parameters.Layout layout, String name, int in, List<Integer> hidden, int out) {
    return Mlp.reserve(layout, name, Mlp.specs(in, hidden, Activation.SILU, out));
  }
}
