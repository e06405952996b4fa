package io.millrace.flow.objective;

import io.millrace.flow.tensor.Tape;
import io.millrace.flow.tensor.Value;

/**
 * The clipped likelihood ratio of PPO, which the GRPO family and the on-policy methods share.
 *
 * <pre>
 * r    = exp(logRatio)
 * term = max(-A r, -A clip(r, 1 - clip, 1 + clip))
 * term = min(term, -A dualClip)  where A &lt; 0 and there is a dual clip
 * </pre>
 *
 * Minimized. Source: Schulman et al., "Proximal Policy Optimization Algorithms", 2017; the dual
 * clip: Ye et al., "Mastering Complex Control in MOBA Games", 2020.
 *
 * @param clip half-width of the ratio's trust interval, in (0, 1)
 * @param dualClip above 1; 0 for none
 */
record ClippedRatio(double clip, double dualClip) {
  private static final float NO_BOUND = 1e30f;

  ClippedRatio {
    if (!(clip > 0 && clip < 1)) {
      throw new IllegalArgumentException("expected 0 < clip < 1, clip=" + clip);
    }
    if (!(dualClip == 0 || dualClip > 1)) {
      throw new IllegalArgumentException("expected dualClip > 1, or 0, dualClip=" + dualClip);
    }
  }

  /**
   * [rows][C]; measures ratios and the share that clipping holds back.
   *
   * @param logRatio [rows][C]
   * @param advantage [rows][1] or [rows][C]
   * @param step [rows], the flow step of each row; null where a row is a whole decision
   */
  Value term(Tape tape, Value logRatio, Value advantage, int[] step, Measurements measured) {
    Value ratio = tape.exp(logRatio);
    Value minusAdvantage = tape.affine(advantage, -1, 0);
    Value free = tape.multiply(minusAdvantage, ratio);
    Value clipped = tape.multiply(minusAdvantage, tape.clip(ratio, 1 - clip, 1 + clip));
    measure(logRatio, ratio, free, clipped, step, measured);
    Value term = tape.max(free, clipped);
    return dualClip == 0 ? term : tape.min(term, bound(tape, advantage));
  }

  private Value bound(Tape tape, Value advantage) {
    Value bound = tape.input(advantage.rows(), advantage.columns());
    for (int i = 0; i < bound.data().length; i++) {
      float a = advantage.data()[i];
      bound.data()[i] = a < 0 ? (float) (-a * dualClip) : NO_BOUND;
    }
    return bound;
  }

  private static void measure(
      Value logRatio, Value ratio, Value free, Value clipped, int[] step, Measurements measured) {
    int columns = ratio.columns();
    int count = ratio.data().length;
    double sum = 0;
    int held = 0;
    double largest = 0;
    for (int i = 0; i < count; i++) {
      int holds = clipped.data()[i] > free.data()[i] ? 1 : 0;
      sum += ratio.data()[i];
      held += holds;
      largest = Math.max(largest, Math.abs(logRatio.data()[i]));
      if (step != null) {
        measured.ofStep(step[i / columns], ratio.data()[i], holds);
      }
    }
    measured.mean("ratio-mean", sum, count);
    measured.mean("clip-fraction", held, count);
    measured.max("log-ratio-max", largest);
  }
}
