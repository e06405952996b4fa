package io.millrace.flow.meanflow;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * Makes large errors count less: {@code loss = w |D|^2, w = 1 / (|D|^2 + offset)^power}, without
 * gradient to w.
 *
 * <p>Source: Geng et al., "Mean Flows for One-step Generative Modeling", 2025, section 4.3.
 *
 * @param power 0 is the plain square; 1 in the paper, 0.5 in MP1 and DM1
 * @param offset above 0
 */
public record AdaptiveWeight(double power, double offset) {
  /** The plain square. */
  public static final AdaptiveWeight NONE = new AdaptiveWeight(0, 1e-3);

  public AdaptiveWeight {
    if (!(power >= 0 && offset > 0)) {
      throw new IllegalArgumentException(
          "expected power >= 0 and offset > 0, power=" + power + " offset=" + offset);
    }
  }

  /** The weighted errors. */
  public Value apply(Tape tape, Value squaredErrors) {
    if (power == 0) {
      return squaredErrors;
    }
    Value weight = tape.input(squaredErrors.rows(), squaredErrors.columns());
    for (int i = 0; i < weight.data().length; i++) {
      weight.data()[i] = (float) Math.pow(squaredErrors.data()[i] + offset, -power);
    }
    return tape.multiply(weight, squaredErrors);
  }
}
