package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * A mixture of diagonal normal distributions over vectors, read off a linear layer.
 *
 * <pre>
 * log p(y) = logsumexp_m( log softmax(w)_m + sum_d log N(y_d; mean_md, std_md) )
 * log std = low + (high - low) (tanh(raw) + 1) / 2
 * </pre>
 *
 * <p>Source: Bishop, "Mixture Density Networks", 1994; the bounded log-std keeps a component from
 * collapsing on a sample.
 *
 * @param layer gives components weights, then components * size means, then as many raw log-stds
 * @param components at least 1
 * @param size dimensions of a sample
 * @param low least log-std
 * @param high greatest log-std
 */
public record MixtureHead(Mlp layer, int components, int size, double low, double high) {
  public MixtureHead {
    if (layer.out() != components * (1 + 2 * size) || !(low < high)) {
      throw new IllegalArgumentException(
          "expected "
              + components * (1 + 2 * size)
              + " columns and low < high, columns="
              + layer.out()
              + " low="
              + low
              + " high="
              + high);
    }
  }

  /** Reserves {@code name.0}, with log-stds from -5 to 2. */
  public static MixtureHead reserve(
      Parameters.Layout layout, String name, int in, int components, int size) {
    LayerSpec spec = new LayerSpec(in, components * (1 + 2 * size), Activation.IDENTITY);
    return new MixtureHead(Mlp.reserve(layout, name, List.of(spec)), components, size, -5, 2);
  }

  /** Random weights as in {@link Mlp#initialize}. */
  public void initialize(Parameters parameters, RandomSource random, double scale) {
    layer.initialize(parameters, random, scale);
  }

  /** What the densities are made of: [rows][in] to [rows][components (1 + 2 size)]. */
  public Value forward(Tape tape, Parameters parameters, Value x) {
    return layer.forward(tape, parameters, x);
  }

  /**
   * [rows][1]: the log-density of a sample in each row.
   *
   * @param raw of {@link #forward}
   * @param sample [rows][size], data
   */
  public Value logDensity(Tape tape, Value raw, float[] sample) {
    Value weights = tape.logSoftmax(tape.columns(raw, 0, components));
    Value all = null;
    for (int m = 0; m < components; m++) {
      int mean = meanColumn(m);
      int std = stdColumn(m);
      Value squashed = tape.tanh(tape.columns(raw, std, std + size));
      Value logStd = tape.affine(squashed, (high - low) / 2, (high + low) / 2);
      Value each = tape.gaussianLogProb(sample, tape.columns(raw, mean, mean + size), logStd);
      Value joint = tape.add(tape.columns(weights, m, m + 1), tape.sumColumns(each));
      all = m == 0 ? joint : tape.concat(all, joint);
    }
    return tape.logSumExp(all);
  }

  /**
   * Draws from the mixture of each row.
   *
   * @param raw [rows][components (1 + 2 size)], of {@link #forward}
   * @param out [rows][size]
   */
  public void sample(Value raw, RandomSource random, float[] out) {
    float[] numbers = raw.data();
    for (int row = 0; row < raw.rows(); row++) {
      int from = row * raw.columns();
      int m = CategoricalHead.draw(numbers, from, components, random);
      for (int d = 0; d < size; d++) {
        double squashed = Math.tanh(numbers[from + stdColumn(m) + d]);
        double std = Math.exp(low + (high - low) * (squashed + 1) / 2);
        out[row * size + d] =
            (float) (numbers[from + meanColumn(m) + d] + std * random.nextGaussian());
      }
    }
  }

  private int meanColumn(int component) {
    return components + component * size;
  }

  private int stdColumn(int component) {
    return components + (components + component) * size;
  }
}
