package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Regularizers that push the features of a batch apart, so that observations which need different
 * actions do not look alike inside a network. Minimized; features z are [rows][width].
 *
 * <p>Pairs i = j say nothing about dispersion, and where they are counted the loss of well spread
 * features saturates at log(1 / rows) with no gradient left. The forms here leave them out unless
 * told otherwise. Exact repeats of an observation cannot be pushed apart; as pairs they only add a
 * constant.
 *
 * <p>Source: Wang and He, "Diffuse and Disperse: Image Generation with Representation
 * Regularization", 2025; Zou et al., "DM1", 2025. Golden case: G7 of {@code DispersiveTest}.
 */
public sealed interface Dispersive {
  /** The regularizer of a batch of features, 1 x 1. */
  Value loss(Tape tape, Value features);

  /** What squared distances are divided by. */
  enum Scale {
    /** Nothing; gradients of wide features vanish. */
    NONE,
    /** The number of features, as in "Diffuse and Disperse". */
    WIDTH,
    /** The largest in the batch, as in MP1; differentiated too, so the features' scale is free. */
    MAXIMUM
  }

  /**
   * {@code log mean_{i,j} exp(-|z_i - z_j|^2 / (scale temperature))}.
   *
   * @param diagonal whether the mean counts i = j
   */
  record InfoNceL2(double temperature, Scale scale, boolean diagonal) implements Dispersive {
    /** MP1's: relative to the largest distance, with the diagonal. */
    public static final InfoNceL2 MP1 = new InfoNceL2(1, Scale.MAXIMUM, true);

    public InfoNceL2 {
      requireAboveZero("temperature", temperature);
    }

    /** By the number of features, without the diagonal. */
    public InfoNceL2(double temperature) {
      this(temperature, Scale.WIDTH, false);
    }

    @Override
    public Value loss(Tape tape, Value features) {
      Value distances = Pairs.squaredDistances(tape, features);
      double divisor = scale == Scale.WIDTH ? features.columns() : 1;
      if (scale == Scale.MAXIMUM) {
        distances = tape.divide(distances, Pairs.largest(tape, distances));
      }
      return Pairs.logMeanExp(
          tape, tape.affine(distances, -1 / (divisor * temperature), 0), diagonal);
    }
  }

  /**
   * {@code log mean_{i,j} exp(-(1 - cos(z_i, z_j)) / temperature)}; with -cos for 1 - cos it would
   * be larger by the constant 1 / temperature.
   *
   * @param diagonal whether the mean counts i = j
   */
  record InfoNceCosine(double temperature, boolean diagonal) implements Dispersive {
    public InfoNceCosine {
      requireAboveZero("temperature", temperature);
    }

    @Override
    public Value loss(Tape tape, Value features) {
      Value cosines = Pairs.cosines(tape, features);
      return Pairs.logMeanExp(
          tape, tape.affine(cosines, 1 / temperature, -1 / temperature), diagonal);
    }
  }

  /**
   * {@code mean_{i != j} max(0, margin - |z_i - z_j|)^p}.
   *
   * @param squared whether p is 2; else 1, as in DMPO
   */
  record Hinge(double margin, boolean squared) implements Dispersive {
    public Hinge {
      requireAboveZero("margin", margin);
    }

    @Override
    public Value loss(Tape tape, Value features) {
      Value distances = Pairs.distancesApart(tape, features);
      Value missing = tape.clip(tape.affine(distances, -1, margin), 0, margin);
      Value sum = tape.sum(squared ? tape.square(missing) : missing);
      return tape.affine(sum, 1.0 / Pairs.count(features.rows(), false), 0);
    }
  }

  /**
   * {@code sum_{p != q} C_pq^2}, C the covariance of the features over the batch (n - 1). With the
   * variance hinge, as in DMPO: {@code mean_{p != q} C_pq^2 + mean_p max(0, 1 - C_pp)}.
   */
  record Covariance(boolean varianceHinge) implements Dispersive {
    @Override
    public Value loss(Tape tape, Value features) {
      int width = features.columns();
      double degrees = Pairs.atLeastTwo(features.rows()) - 1;
      Value centered = Pairs.centered(tape, features);
      Value products = tape.matmul(tape.transpose(centered), centered);
      Value off = tape.multiply(products, Pairs.diagonal(tape, width, 0, 1 / degrees));
      Value sum = tape.sum(tape.square(off));
      if (!varianceHinge) {
        return sum;
      }
      Value squares = Pairs.columnSums(tape, tape.square(centered));
      Value missing = tape.affine(squares, -1 / degrees, 1);
      Value hinge = tape.mean(tape.clip(missing, 0, 1));
      return tape.add(tape.affine(sum, 1.0 / Math.max(1, width * (width - 1)), 0), hinge);
    }
  }

  private static void requireAboveZero(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "expected a finite " + name + " > 0, " + name + "=" + value);
    }
  }
}
