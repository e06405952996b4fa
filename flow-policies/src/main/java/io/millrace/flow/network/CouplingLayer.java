package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Activation;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.List;

/**
 * An invertible layer of a normalizing flow: some columns stay, the others are scaled and shifted
 * by a network of those that stay.
 *
 * <pre>
 * (raw, t) = conditioner(kept, context)      s = bound tanh(raw / bound)
 * forward: y = moved * exp(s) + t,    log |det dy/dx| =  sum s
 * inverse: x = (moved - t) * exp(-s), log |det dx/dy| = -sum s
 * </pre>
 *
 * <p>Source: Dinh, Sohl-Dickstein, Bengio, "Density estimation using Real NVP", 2017, section 3;
 * the soft bound keeps exp from overflowing.
 *
 * @param conditioner reads concat(kept, context), gives raw log-scales, then shifts
 * @param kept how many columns stay
 * @param keepsFirst whether the first columns stay, or the last; a flow alternates
 * @param bound largest |s|
 */
public record CouplingLayer(Mlp conditioner, int kept, boolean keepsFirst, double bound) {
  private static final double BOUND = 5;

  /** A layer's result and the logarithm of its Jacobian's determinant, [rows][1]. */
  public record Output(Value y, Value logDeterminant) {}

  /**
   * Columns of a layer.
   *
   * @param context of what the flow is conditioned on; may be 0
   */
  public record Shape(int size, int kept, int context) {
    public Shape {
      if (kept < 1 || kept >= size || context < 0) {
        throw new IllegalArgumentException(
            "expected 1 <= kept < size and context >= 0, size="
                + size
                + " kept="
                + kept
                + " context="
                + context);
      }
    }
  }

  /** Reserves the conditioner under this name. */
  public static CouplingLayer reserve(
      Parameters.Layout layout,
      String name,
      Shape shape,
      boolean keepsFirst,
      List<Integer> hidden,
      Activation activation) {
    int moved = shape.size() - shape.kept();
    List<LayerSpec> specs =
        Mlp.specs(shape.kept() + shape.context(), hidden, activation, 2 * moved);
    return new CouplingLayer(Mlp.reserve(layout, name, specs), shape.kept(), keepsFirst, BOUND);
  }

  /** Random weights; with lastScale 0 the layer is the identity. */
  public void initialize(Parameters parameters, RandomSource random, double lastScale) {
    conditioner.initialize(parameters, random, lastScale);
  }

  /**
   * From noise to data.
   *
   * @param x [rows][size]
   * @param context [rows][context]; null where there is none
   */
  public Output forward(Tape tape, Parameters parameters, Value x, Value context) {
    Value stays = stays(tape, x);
    Value map = map(tape, parameters, stays, context);
    Value logScale = logScale(tape, map);
    Value moved = tape.add(tape.multiply(moves(tape, x), tape.exp(logScale)), shift(tape, map));
    return new Output(joined(tape, stays, moved), tape.sumColumns(logScale));
  }

  /** From data to noise: undoes {@link #forward}, with the determinant of this direction. */
  public Output inverse(Tape tape, Parameters parameters, Value y, Value context) {
    Value stays = stays(tape, y);
    Value map = map(tape, parameters, stays, context);
    Value logScale = tape.affine(logScale(tape, map), -1, 0);
    Value moved =
        tape.multiply(tape.subtract(moves(tape, y), shift(tape, map)), tape.exp(logScale));
    return new Output(joined(tape, stays, moved), tape.sumColumns(logScale));
  }

  private Value map(Tape tape, Parameters parameters, Value stays, Value context) {
    Value in = context == null ? stays : tape.concat(stays, context);
    return conditioner.forward(tape, parameters, in);
  }

  private Value logScale(Tape tape, Value map) {
    Value raw = tape.columns(map, 0, map.columns() / 2);
    return tape.affine(tape.tanh(tape.affine(raw, 1 / bound, 0)), bound, 0);
  }

  private static Value shift(Tape tape, Value map) {
    return tape.columns(map, map.columns() / 2, map.columns());
  }

  private Value stays(Tape tape, Value x) {
    int size = x.columns();
    return keepsFirst ? tape.columns(x, 0, kept) : tape.columns(x, size - kept, size);
  }

  private Value moves(Tape tape, Value x) {
    int size = x.columns();
    return keepsFirst ? tape.columns(x, kept, size) : tape.columns(x, 0, size - kept);
  }

  private Value joined(Tape tape, Value stays, Value moved) {
    return keepsFirst ? tape.concat(stays, moved) : tape.concat(moved, stays);
  }
}
