package io.millrace.flow.network;

import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/**
 * A linear map that scales each column by itself: y = x * d.
 *
 * @param scale d, [1][width]
 */
public record Diagonal(Parameters.Slice scale) {
  /** Reserves {@code name.scale}. */
  public static Diagonal reserve(Parameters.Layout layout, String name, int width) {
    return new Diagonal(layout.add(name + ".scale", 1, width));
  }

  /** The identity. */
  public void initialize(Parameters parameters) {
    int from = scale.offset();
    Arrays.fill(parameters.values(), from, from + scale.length(), 1f);
  }

  /** The map on a tape: [rows][width] to the same. */
  public Value forward(Tape tape, Parameters parameters, Value x) {
    return tape.multiply(x, tape.parameter(parameters, scale));
  }
}
