package io.millrace.flow.objective;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * The clipped likelihood ratio of PPO, which the GRPO family shares.
 *
 * <pre>
 * r    = exp(logProb - oldLogProb)
 * term = max(-A r, -A clip(r, 1 - clip, 1 + clip))
 * </pre>
 */
final class ClippedRatio {
  private ClippedRatio() {}

  /** [rows][1]; measures the ratio's mean and its largest logarithm. */
  static Value ratio(Tape tape, Value logProb, Value oldLogProb, Measurements measured) {
    Value logRatio = tape.subtract(logProb, oldLogProb);
    Value ratio = tape.exp(logRatio);
    double sum = 0;
    double largest = 0;
    for (int i = 0; i < ratio.data().length; i++) {
      sum += ratio.data()[i];
      largest = Math.max(largest, Math.abs(logRatio.data()[i]));
    }
    measured.mean("ratio-mean", sum, ratio.data().length);
    measured.max("log-ratio-max", largest);
    return ratio;
  }

  /** [rows][1], to be minimized; measures the share of rows that clipping holds back. */
  static Value term(Tape tape, Value ratio, Value advantage, double clip, Measurements measured) {
    Value minusAdvantage = tape.affine(advantage, -1, 0);
    Value free = tape.multiply(minusAdvantage, ratio);
    Value clipped = tape.multiply(minusAdvantage, tape.clip(ratio, 1 - clip, 1 + clip));
    int held = 0;
    for (int i = 0; i < free.data().length; i++) {
      held += clipped.data()[i] > free.data()[i] ? 1 : 0;
    }
    measured.mean("clip-fraction", held, free.data().length);
    return tape.max(free, clipped);
  }
}
