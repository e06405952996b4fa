package io.millrace.flow.network;

import io.millrace.flow.random.RandomSource;
import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * A linear map through few dimensions: y = (x A^T) B^T, without the product B A ever being made.
 *
 * @param down A, [rank][in] as written
 * @param up B, [out][rank] as written
 */
public record LowRank(Parameters.Slice down, Parameters.Slice up) {
  /** Reserves {@code name.down} and {@code name.up}. */
  public static LowRank reserve(Parameters.Layout layout, String name, int in, int rank, int out) {
    return new LowRank(
        layout.addWeight(name + ".down", in, rank), layout.addWeight(name + ".up", rank, out));
  }

  /** A uniform in +-sqrt(3 / in), B zero: the map starts as 0, as an adapter's should. */
  public void initialize(Parameters parameters, RandomSource random) {
    double bound = Math.sqrt(3.0 / down.rows());
    for (int i = 0; i < down.length(); i++) {
      parameters.values()[down.offset() + i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    parameters.write(up, new float[up.length()]);
  }

  /** The map on a tape: [rows][in] to [rows][out]. */
  public Value forward(Tape tape, Parameters parameters, Value x) {
    Value few = tape.matmul(x, tape.parameter(parameters, down));
    return tape.matmul(few, tape.parameter(parameters, up));
  }
}
