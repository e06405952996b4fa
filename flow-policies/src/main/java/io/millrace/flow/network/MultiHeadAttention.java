package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * Multi-head attention: y = concat_h(softmax(q_h k_h^T / sqrt(width / heads)) v_h) O^T + o, with q
 * a linear map of the asking tokens, k and v of the remembered ones.
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need", 2017, section 3.2.2.
 *
 * @param query [width][width] and bias, as the others
 * @param heads divides width
 */
public record MultiHeadAttention(Mlp query, Mlp key, Mlp value, Mlp out, int heads) {
  public MultiHeadAttention {
    if (query.out() % heads != 0) {
      throw new IllegalArgumentException(
          "expected heads that divide the width, heads=" + heads + " width=" + query.out());
    }
  }

  /** Reserves {@code name.query}, {@code .key}, {@code .value} and {@code .out}. */
  public static MultiHeadAttention reserve(
      Parameters.Layout layout, String name, int width, int heads) {
    List<LayerSpec> map = List.of(new LayerSpec(width, width, Activation.IDENTITY));
    return new MultiHeadAttention(
        Mlp.reserve(layout, name + ".query", map),
        Mlp.reserve(layout, name + ".key", map),
        Mlp.reserve(layout, name + ".value", map),
        Mlp.reserve(layout, name + ".out", map),
        heads);
  }

  /** Random weights as in {@link Mlp#initialize}. */
  public void initialize(Parameters parameters, RandomSource random) {
    for (Mlp map : List.of(query, key, value, out)) {
      map.initialize(parameters, random, 1);
    }
  }

  /**
   * Attention on a tape, over sequences that follow each other in the rows.
   *
   * @param tokens [sequences * length][width], which ask
   * @param memory of the same shape, which are asked
   * @param causal whether a position sees only itself and what came before
   */
  public Value forward(
      Tape tape, Parameters parameters, Value tokens, Value memory, int length, boolean causal) {
    Value seen =
        tape.attention(
            query.forward(tape, parameters, tokens),
            key.forward(tape, parameters, memory),
            value.forward(tape, parameters, memory),
            length,
            heads,
            causal);
    return out.forward(tape, parameters, seen);
  }
}
