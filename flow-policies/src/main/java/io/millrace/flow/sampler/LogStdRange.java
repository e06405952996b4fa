package io.millrace.flow.sampler;

/**
 * A learned standard deviation within bounds, per dimension.
 *
 * <pre>
 * log std^2 = log min^2 + (log max^2 - log min^2) (tanh(raw) + 1) / 2
 * </pre>
 *
 * where raw is what a network says; raw = 0 gives the geometric mean of the bounds.
 *
 * @param min smallest standard deviation, above 0
 * @param max largest standard deviation, above min
 */
public record LogStdRange(double min, double max) {
  public LogStdRange {
    if (!(min > 0 && min < max && max < 100)) {
      throw new IllegalArgumentException(
          "expected 0 < noiseMin < noiseMax < 100, noiseMin=" + min + " noiseMax=" + max);
    }
  }

  /** log std = {@code center + halfRange tanh(raw)}. */
  public double center() {
    return 0.5 * (Math.log(min) + Math.log(max));
  }

  /** log std = {@code center + halfRange tanh(raw)}. */
  public double halfRange() {
    return 0.5 * (Math.log(max) - Math.log(min));
  }

  /** log std in float32, rounded where the learner's tape rounds. */
  public float logStd(float raw) {
    return (float) halfRange() * (float) Math.tanh(raw) + (float) center();
  }
}
