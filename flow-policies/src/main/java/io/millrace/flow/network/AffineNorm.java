package io.millrace.flow.network;

import io.millrace.flow.tensor.Parameters;
import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;
import java.util.Arrays;

/**
 * Layer norm with learned scale and shift: y = gain * (x - mean) / sqrt(variance + 1e-5) + shift,
 * mean and variance of each row.
 *
 * <p>Source: Ba, Kiros, Hinton, "Layer Normalization", 2016; epsilon as in PyTorch.
 *
 * @param gain [1][width]
 * @param shift [1][width]
 */
public record AffineNorm(Parameters.Slice gain, Parameters.Slice shift) {
  private static final double EPSILON = 1e-5;

  /** Reserves {@code name.weight} and {@code name.bias}. */
  public static AffineNorm reserve(Parameters.Layout layout, String name, int width) {
    return new AffineNorm(
        layout.add(name + ".weight", 1, width), layout.add(name + ".bias", 1, width));
  }

  /** Scale 1, shift 0. */
  public void initialize(Parameters parameters) {
    float[] values = parameters.values();
    Arrays.fill(values, gain.offset(), gain.offset() + gain.length(), 1f);
    Arrays.fill(values, shift.offset(), shift.offset() + shift.length(), 0f);
  }

  /** The norm on a tape: [rows][width] to the same. */
  public Value forward(Tape tape, Parameters parameters, Value x) {
    Value scaled = tape.multiply(tape.layerNorm(x, EPSILON), tape.parameter(parameters, gain));
    return tape.add(scaled, tape.parameter(parameters, shift));
  }
}
